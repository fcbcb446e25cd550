package io.rostrum.server.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.markdown.Markup.Element;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    private static String json(String text) {
        return Markup.json(Markdown.parse(text)).toString().replace('"', '\'');
    }

    private static Stream<Element> elements(List<Markup> tree) {
        return tree.stream()
                .flatMap(one -> one instanceof Element element
                        ? Stream.concat(Stream.of(element), elements(element.children()))
                        : Stream.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a *b* **c** `d`       | [{'tag':'p','children':['a ',{'tag':'em','children':['b']},' ',{'tag':'strong','children':['c']},' ',{'tag':'code','children':['d']}]}]
            ## Rules              | [{'tag':'h3','children':['Rules']}]
            ---                   | [{'tag':'hr'}]
            > said                | [{'tag':'blockquote','children':[{'tag':'p','children':['said']}]}]
            [home](https://x.org) | [{'tag':'p','children':[{'tag':'a','href':'https://x.org','children':['home']}]}]
            <mailto:a@x.org>      | [{'tag':'p','children':[{'tag':'a','href':'mailto:a@x.org','children':['mailto:a@x.org']}]}]
            see https://x.org/a.  | [{'tag':'p','children':['see ',{'tag':'a','href':'https://x.org/a','children':['https://x.org/a']},'.']}]
            ![a cat](/cat.png)    | [{'tag':'p','children':['a cat']}]
            <b>bold</b>           | [{'tag':'p','children':['<b>','bold','</b>']}]
            """)
    void becomesElements(String text, String expected) {
        assertThat(json(text)).isEqualTo(expected);
    }

    @Test
    void listsAndBlocksOfCode() {
        assertThat(json("- one\n- two\n\n1. first\n\n```\n<x> & *y*\n```"))
                .isEqualTo("[{'tag':'ul','children':[{'tag':'li','children':['one']},{'tag':'li','children':['two']}]},"
                        + "{'tag':'ol','children':[{'tag':'li','children':['first']}]},"
                        + "{'tag':'pre','children':['<x> & *y*\\n']}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](java&#x73;cript:alert(1))",
                "[x](&#1;javascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:x)",
                "[x](//evil.example)",
                "[x](/sign-in)",
                "<javascript:alert(1)>",
                "[x]: javascript:alert(1)\n\n[x]",
                "[x](https:evil.example)",
                "<a href='https://x.org' onclick='alert(1)'>x</a>",
                "<img src=x onerror=alert(1)>",
                "<script>alert(1)</script>",
            })
    void nothingLeadsElsewhereOrRuns(String text) {
        assertThat(elements(Markdown.parse(text)).map(Element::href))
                .allSatisfy(href -> assertThat(href).isIn("", "https://x.org"));
        assertThat(elements(Markdown.parse(text)).filter(element -> element.tag() == Markup.Tag.A))
                .allSatisfy(link -> assertThat(link.href()).isEqualTo("https://x.org"));
    }

    @Test
    void linksAreNotInLinks() {
        assertThat(elements(Markdown.parse("[see https://a.org now](https://b.org)"))
                        .filter(element -> element.tag() == Markup.Tag.A)
                        .map(Element::href))
                .containsExactly("https://b.org");
    }

    /// A parser that calls itself for each level would end in a StackOverflowError.
    @ParameterizedTest
    @ValueSource(strings = {">", "*a **b ", "[", "- ", "`a", "<", "![](", "_*"})
    void deepNestingIsFlattenedInTime(String piece) {
        String text = piece.repeat(10_000 / piece.length()) + "end";

        List<Markup> tree = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Markdown.parse(text));

        assertThat(Markup.plain(tree)).contains("end");
        assertThat(depth(tree)).isLessThanOrEqualTo(Markdown.MAX_DEPTH);
    }

    private static int depth(List<Markup> tree) {
        return tree.stream()
                .mapToInt(one -> one instanceof Element element ? 1 + depth(element.children()) : 0)
                .max()
                .orElse(0);
    }

    @Test
    void plainLettersForWhoShowsNoElements() {
        assertThat(Markup.plain(Markdown.parse("# Hi\n\n*There* [x](https://x.org)\nand <b>so</b>\n\n- on")))
                .isEqualTo("Hi There x and <b>so</b> on");
    }
}
