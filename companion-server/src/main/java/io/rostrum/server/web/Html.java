package io.rostrum.server.web;

/// A piece of a page as it stands in one: what people wrote is in it only escaped.
record Html(String value) {
    static final Html NOTHING = new Html("");

    /// {@return text fit for HTML content and quoted attributes}
    static Html of(String text) {
        return new Html(text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
    }
}
