package io.rostrum.server.classroom;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.rostrum.server.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Tables for spreadsheets (RFC 4180). Names that one would take for formulas are made texts by an
/// apostrophe, as OWASP advises. Confined to one thread.
final class ClassCsv {
    private static final String FORMULA = "=+-@\t\r";
    /// What tells Excel that it is UTF-8.
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> lines = new ArrayList<>();

    ClassCsv(List<String> head) {
        add(head);
    }

    /// @param fields texts and numbers; texts are what people wrote
    ClassCsv add(List<?> fields) {
        lines.add(fields.stream().map(ClassCsv::field).collect(Collectors.joining(",")));
        return this;
    }

    private static String field(Object value) {
        String text = value.toString();
        boolean formula = value instanceof String && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        String safe = formula ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    String text() {
        return BYTE_ORDER_MARK + String.join("\r\n", lines) + "\r\n";
    }

    /// @param name of the file, without its ending: letters, digits and `._-`
    Response response(String name) {
        return Response.text("text/csv; charset=utf-8", text())
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header(HttpHeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"");
    }
}
