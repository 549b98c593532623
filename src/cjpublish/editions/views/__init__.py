"""What several editions share: XHTML, pictures, covers and accessibility claims."""
