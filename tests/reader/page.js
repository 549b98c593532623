// A reader made of foliate-js, and what it needs to be watched: which element it highlights, and where the sound is then.
// foliate's: the book, its pages, the overlay, the sound, going on to the next document. Ours: skipping, and the log.
import '/foliate/view.js'
import { look } from './look.js'

const OPS = 'http://www.idpf.org/2007/ops'
const SMIL = 'http://www.w3.org/ns/SMIL'

const log = { highlights: [], ticks: [], ended: false }
const clock = () => performance.now() / 1000
let sound = null

// foliate keeps its audio to itself; it makes one of a `blob:` URL of a file of the book.
const watchSound = book => {
    const files = new WeakMap()
    const names = new Map()
    const { loadBlob } = book
    book.loadBlob = async (name, ...rest) => {
        const blob = await loadBlob(name, ...rest)
        files.set(blob, name)
        return blob
    }
    const createObjectURL = URL.createObjectURL.bind(URL)
    URL.createObjectURL = object => {
        const url = createObjectURL(object)
        names.set(url, files.get(object) ?? '')
        return url
    }
    const Native = window.Audio
    window.Audio = function (url) {
        const element = new Native(url)
        const audio = names.get(url)
        sound = { element, audio }
        element.addEventListener('timeupdate', () => {
            if (!element.paused) log.ticks.push({ audio, time: clock(), clock: element.currentTime })
        })
        return element
    }
}

// The class that foliate puts on an element a moment after its event, when it has turned to the page.
const watchClass = (view, activeClass, playbackClass) => view.addEventListener('load', ({ detail: { doc, index } }) => {
    const { id } = view.book.sections[index]
    new MutationObserver(changes => {
        for (const { target } of changes) {
            const last = log.highlights.at(-1)
            if (!last || last.marked || last.document !== id || last.fragment !== target.id) continue
            if (!target.classList.contains(activeClass)) continue
            last.marked = true
            last.playing = doc.documentElement.classList.contains(playbackClass)
            last.look = look(target)
        }
    }).observe(doc, { subtree: true, attributeFilter: ['class'] })
})

const watchHighlights = overlay => {
    overlay.addEventListener('highlight', ({ detail: { text } }) => {
        const [document, fragment = ''] = text.split('#')
        const { element, audio } = sound
        log.highlights.push({
            document, fragment, audio, time: clock(), clock: element.currentTime,
            marked: false, playing: false, look: null,
        })
    })
}

const isSkipped = (par, skip) => {
    for (let node = par; node?.namespaceURI === SMIL; node = node.parentNode) {
        const types = node.getAttributeNS(OPS, 'type')?.split(/\s+/) ?? []
        if (types.some(type => skip.has(type))) return true
    }
    return false
}

const source = (par, tag) => par.getElementsByTagNameNS(SMIL, tag)[0]?.getAttribute('src') ?? null

// EPUB 3.3, Media overlays, Skippability. foliate 1.0.1 knows no epub:type and plays every `par`, one after the other. We
// hide from it the `par`s of the types to be skipped; and, as it lets the sound run on over what it does not know, we have
// it go to its next item where one that was followed by something skipped has ended.
const skipping = (overlay, skip) => {
    const leaps = new Set()
    const { loadXML } = overlay
    overlay.loadXML = async href => {
        const smil = await loadXML(href)
        const absolute = text => decodeURI(new URL(text, `https://book.invalid/${href}`).href.slice('https://book.invalid/'.length))
        let kept = null
        let gap = false
        for (const par of Array.from(smil.getElementsByTagNameNS(SMIL, 'par'))) {
            if (isSkipped(par, skip)) {
                par.remove()
                gap = true
                continue
            }
            if (gap && kept && source(kept, 'audio') === source(par, 'audio')) leaps.add(absolute(source(kept, 'text')))
            kept = par
            gap = false
        }
        return smil
    }
    let leaping = false
    overlay.addEventListener('highlight', () => leaping = false)
    overlay.addEventListener('unhighlight', ({ detail }) => {
        if (leaping || log.ended || !leaps.has(detail?.text)) return
        leaping = true
        // Not at once: foliate tells of the end in the middle of its own step.
        setTimeout(() => overlay.next())
    })
}

// foliate goes on to the next document by calling its own `start`; after the last one that was asked for it is not let.
// It also stays for ever at a document that has nothing to play; where all of it was skipped, we go on.
const until = (overlay, end, skip) => {
    const { start } = overlay
    overlay.start = async (index, filter) => {
        if (index >= end) {
            overlay.stop()
            log.ended = true
            return
        }
        const before = sound
        await start.call(overlay, index, filter)
        if (skip.length && sound === before && !log.ended) await overlay.start(index + 1)
    }
}

window.reader = {
    async open() {
        const view = document.createElement('foliate-view')
        document.body.append(view)
        await view.open('/book.epub')
        this.view = view
    },
    sections() {
        return this.view.book.sections.map(({ id, mediaOverlay }) => ({ id, overlay: mediaOverlay?.href ?? null }))
    },
    async listen({ section, documents, rate, skip }) {
        const { view } = this
        const { book, mediaOverlay } = view
        if (!mediaOverlay) throw new Error('foliate finds no media overlay in the book')
        watchSound(book)
        watchClass(view, book.media.activeClass, book.media.playbackActiveClass)
        watchHighlights(mediaOverlay)
        if (skip.length) skipping(mediaOverlay, new Set(skip))
        until(mediaOverlay, Math.min(section + documents, book.sections.length), skip)
        mediaOverlay.setRate(rate)
        await view.goTo(section)
        log.begin = clock()
        await view.startMediaOverlay()
    },
    // All that was seen and heard so far.
    progress: () => log,
}
