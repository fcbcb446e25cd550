package io.rostrum.server.markdown;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;

/// A piece of formatted text: nothing but text, and the elements of [Tag].
public sealed interface Markup {
    /// Every element there can be.
    enum Tag {
        P,
        H3,
        EM,
        STRONG,
        CODE,
        PRE,
        UL,
        OL,
        LI,
        BLOCKQUOTE,
        A,
        BR,
        HR
    }

    /// Letters that mean themselves, whatever they look like.
    record Text(String value) implements Markup {}

    /// An element.
    ///
    /// @param href of a link: `http:`, `https:` or `mailto:`; empty for all others
    record Element(Tag tag, String href, List<Markup> children) implements Markup {
        public Element {
            children = List.copyOf(children);
        }
    }

    /// {@return the tree as `openapi.yaml` describes it: texts, and objects of `tag`, `href` and `children`}
    static JsonArray json(List<Markup> tree) {
        JsonArray array = new JsonArray();
        tree.forEach(one -> array.add(json(one)));
        return array;
    }

    private static JsonElement json(Markup one) {
        return switch (one) {
            case Text(String value) -> new JsonPrimitive(value);
            case Element(Tag tag, String href, List<Markup> children) -> {
                JsonObject object = new JsonObject();
                object.addProperty("tag", tag.name().toLowerCase(Locale.ROOT));
                if (!href.isEmpty()) {
                    object.addProperty("href", href);
                }
                if (!children.isEmpty()) {
                    object.add("children", json(children));
                }
                yield object;
            }
        };
    }

    /// {@return its letters alone, blocks parted by spaces}
    static String plain(List<Markup> tree) {
        StringBuilder letters = new StringBuilder();
        append(tree, letters);
        return letters.toString().strip().replaceAll("\\s+", " ");
    }

    private static void append(List<Markup> tree, StringBuilder letters) {
        for (Markup one : tree) {
            switch (one) {
                case Text(String value) -> letters.append(value);
                case Element(Tag tag, String _, List<Markup> children) -> {
                    boolean inline = tag == Tag.EM || tag == Tag.STRONG || tag == Tag.CODE || tag == Tag.A;
                    append(children, letters);
                    letters.append(inline ? "" : " ");
                }
            }
        }
    }
}
