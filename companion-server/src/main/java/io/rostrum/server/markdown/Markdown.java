package io.rostrum.server.markdown;

import io.rostrum.server.markdown.Markup.Element;
import io.rostrum.server.markdown.Markup.Tag;
import io.rostrum.server.markdown.Markup.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/// Reads Markdown (CommonMark) into [Markup]. Thread-safe.
///
/// What HTML is in it stays text, pictures become their descriptions, and links that lead elsewhere than to
/// `http:`, `https:` and `mailto:` become their words. Addresses that stand in the text are links, too.
/// Headings are all of one rank, since the page has its own.
public final class Markdown {
    /// Elements in elements; what lies deeper is text.
    static final int MAX_DEPTH = 12;

    private static final Parser PARSER = Parser.builder().build();
    private static final Pattern SAFE = Pattern.compile("(?i)(https?://|mailto:)[^\\s\\p{Cntrl}]+");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"'`]*[^\\s<>\"'`.,:;!?)\\]}*_]");

    private Markdown() {}

    public static List<Markup> parse(String text) {
        return children(PARSER.parse(text), 0, false);
    }

    private static List<Markup> children(Node parent, int depth, boolean inLink) {
        List<Markup> made = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            if (depth < MAX_DEPTH) {
                add(child, depth + 1, inLink, made);
            } else {
                made.add(new Text(letters(child)));
            }
        }
        return made;
    }

    private static void add(Node node, int depth, boolean inLink, List<Markup> to) {
        switch (node) {
            case org.commonmark.node.Text text -> addText(text.getLiteral(), inLink, to);
            case Paragraph paragraph when isTight(paragraph) -> to.addAll(children(paragraph, depth, inLink));
            case Paragraph paragraph -> to.add(element(Tag.P, paragraph, depth, inLink));
            case Heading heading -> to.add(element(Tag.H3, heading, depth, inLink));
            case Emphasis emphasis -> to.add(element(Tag.EM, emphasis, depth, inLink));
            case StrongEmphasis strong -> to.add(element(Tag.STRONG, strong, depth, inLink));
            case Code code -> to.add(literal(Tag.CODE, code.getLiteral()));
            case FencedCodeBlock block -> to.add(literal(Tag.PRE, block.getLiteral()));
            case IndentedCodeBlock block -> to.add(literal(Tag.PRE, block.getLiteral()));
            case BulletList list -> to.add(element(Tag.UL, list, depth, inLink));
            case OrderedList list -> to.add(element(Tag.OL, list, depth, inLink));
            case ListItem item -> to.add(element(Tag.LI, item, depth, inLink));
            case BlockQuote quote -> to.add(element(Tag.BLOCKQUOTE, quote, depth, inLink));
            case Link link -> addLink(link, depth, inLink, to);
            case HardLineBreak _ -> to.add(new Element(Tag.BR, "", List.of()));
            case SoftLineBreak _ -> to.add(new Text("\n"));
            case ThematicBreak _ -> to.add(new Element(Tag.HR, "", List.of()));
            case HtmlInline html -> to.add(new Text(html.getLiteral()));
            case HtmlBlock html -> to.add(new Element(Tag.P, "", List.of(new Text(html.getLiteral()))));
            default -> to.addAll(children(node, depth, inLink)); // the words that describe a picture
        }
    }

    private static Element element(Tag tag, Node node, int depth, boolean inLink) {
        return new Element(tag, "", children(node, depth, inLink));
    }

    private static Element literal(Tag tag, String letters) {
        return new Element(tag, "", List.of(new Text(letters)));
    }

    /// {@return whether it is the words of a list's item without lines between (CommonMark §5.3)}
    private static boolean isTight(Paragraph paragraph) {
        return paragraph.getParent() instanceof ListItem item
                && item.getParent() instanceof ListBlock list
                && list.isTight();
    }

    private static void addLink(Link link, int depth, boolean inLink, List<Markup> to) {
        List<Markup> words = children(link, depth, true);
        Optional<String> target = inLink ? Optional.empty() : safe(link.getDestination());
        if (target.isPresent()) {
            to.add(new Element(Tag.A, target.get(), words));
        } else {
            to.addAll(words);
        }
    }

    /// {@return the address, if a link may lead there}
    private static Optional<String> safe(String address) {
        String stripped = address.strip();
        return SAFE.matcher(stripped).matches() ? Optional.of(stripped) : Optional.empty();
    }

    private static void addText(String letters, boolean inLink, List<Markup> to) {
        Matcher address = ADDRESS.matcher(letters);
        int from = 0;
        while (!inLink && address.find()) {
            if (address.start() > from) {
                to.add(new Text(letters.substring(from, address.start())));
            }
            to.add(new Element(Tag.A, address.group(), List.of(new Text(address.group()))));
            from = address.end();
        }
        if (from < letters.length()) {
            to.add(new Text(letters.substring(from)));
        }
    }

    /// {@return the letters of all that is in `top`, however deep that is}
    private static String letters(Node top) {
        StringBuilder letters = new StringBuilder();
        Deque<Node> left = new ArrayDeque<>(List.of(top));
        while (!left.isEmpty()) {
            Node node = left.pop();
            switch (node) {
                case org.commonmark.node.Text text -> letters.append(text.getLiteral());
                case Code code -> letters.append(code.getLiteral());
                case HtmlInline html -> letters.append(html.getLiteral());
                case SoftLineBreak _ -> letters.append(' ');
                default -> {} // its own letters, if any, are in what follows
            }
            for (Node child = node.getLastChild(); child != null; child = child.getPrevious()) {
                left.push(child);
            }
        }
        return letters.toString();
    }
}
