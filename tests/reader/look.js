// Contrast as WCAG 2.2 defines it (relative luminance, contrast ratio), of text as it is really drawn.

const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })

// Any CSS colour, in any notation, as red, green, blue (0 to 255) and alpha (0 to 1).
const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
}

const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1]

const luminance = ([r, g, b]) => [r, g, b]
    .map(value => value / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0)

const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
}

// foliate takes a document's own background off its body and draws it behind the frame; it is read without that.
const paper = doc => {
    const { body, documentElement, defaultView } = doc
    const kept = body.style.background
    body.style.removeProperty('background')
    const colours = [documentElement, body].map(element => rgba(defaultView.getComputedStyle(element).backgroundColor))
    body.style.background = kept
    const probe = doc.createElement('span')
    probe.style.color = 'Canvas'
    documentElement.append(probe)
    const sheet = rgba(defaultView.getComputedStyle(probe).color)
    probe.remove()
    return colours.reduce((below, colour) => over(colour, below), sheet)
}

const behind = element => {
    const doc = element.ownerDocument
    const layers = []
    for (let node = element; node && node !== doc.body; node = node.parentElement) layers.unshift(node)
    return layers
        .map(node => rgba(doc.defaultView.getComputedStyle(node).backgroundColor))
        .reduce((below, colour) => over(colour, below), paper(doc))
}

// The text in an element that has the least contrast, with its colours; null where there is no text.
export const look = element => {
    const doc = element.ownerDocument
    const walker = doc.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const around = behind(element.parentElement).slice(0, 3)
    let least = null
    while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode
        if (!data.trim()) continue
        const background = behind(parentElement)
        const colour = over(rgba(doc.defaultView.getComputedStyle(parentElement).color), background)
        const contrast = ratio(colour, background)
        if (least && least.contrast <= contrast) continue
        least = { contrast, colour: colour.slice(0, 3), background: background.slice(0, 3), around }
    }
    return least
}
