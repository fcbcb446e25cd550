package io.rostrum.server.config;

import io.rostrum.server.config.Settings.Given;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads a YAML file of nested maps into dotted keys, each with its line.
public final class ConfigFile {
    private static final int MAX_BYTES = 1 << 20;

    private ConfigFile() {}

    /// @throws ConfigException if the file is missing, unreadable, no YAML or of another shape
    public static Map<String, Given> read(Path file) throws ConfigException {
        String name = String.valueOf(file.getFileName());
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigException(file + ": " + Files.size(file) + " bytes (expected: <= " + MAX_BYTES + ")");
            }
            return parse(Files.readString(file), name);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file (expected: a configuration file)");
        } catch (MalformedInputException e) {
            throw new ConfigException(file + ": not UTF-8 (expected: text in UTF-8)");
        } catch (IOException e) {
            throw new ConfigException(file + ": " + e.getMessage() + " (expected: a readable file)");
        }
    }

    /// @param name what messages call the file
    static Map<String, Given> parse(String yaml, String name) throws ConfigException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setUseMarks(true)
                .setMaxAliasesForCollections(0)
                .build();
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(yaml);
        } catch (MarkedYamlEngineException e) {
            throw new ConfigException(name
                    + e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("") + ": " + e.getProblem()
                    + " (expected: YAML)");
        } catch (YamlEngineException e) {
            throw new ConfigException(name + ": " + e.getMessage() + " (expected: YAML)");
        }
        Map<String, Given> values = new LinkedHashMap<>();
        if (root.isPresent() && !isNull(root.get())) {
            if (!(root.get() instanceof MappingNode mapping)) {
                throw new ConfigException(where(name, root.get()) + ": a value (expected: keys with values)");
            }
            flatten("", mapping, name, values);
        }
        return values;
    }

    private static void flatten(String prefix, MappingNode mapping, String name, Map<String, Given> values)
            throws ConfigException {
        for (NodeTuple pair : mapping.getValue()) {
            if (!(pair.getKeyNode() instanceof ScalarNode keyNode)) {
                throw new ConfigException(
                        where(name, pair.getKeyNode()) + ": a key that is no text (expected: a name)");
            }
            String key = prefix + keyNode.getValue();
            Node value = pair.getValueNode();
            String where = where(name, keyNode);
            switch (value) {
                case MappingNode inner -> flatten(key + ".", inner, name, values);
                case SequenceNode list -> put(values, key, new Given(items(key, list, name), true, where));
                case ScalarNode scalar when isNull(scalar) -> {} // a key without a value keeps its default
                case ScalarNode scalar -> put(values, key, Given.scalar(scalar.getValue(), where));
                default -> throw new ConfigException(where + ": " + key + ": an alias (expected: a value)");
            }
        }
    }

    private static void put(Map<String, Given> values, String key, Given given) throws ConfigException {
        Given before = values.putIfAbsent(key, given);
        if (before != null) {
            throw new ConfigException(
                    given.where() + ": " + key + ": given again (expected: once, it is in " + before.where() + ")");
        }
    }

    private static List<String> items(String key, SequenceNode list, String name) throws ConfigException {
        List<String> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            if (!(item instanceof ScalarNode scalar)) {
                throw new ConfigException(where(name, item) + ": " + key + ": a list inside a list (expected: texts)");
            }
            items.add(scalar.getValue());
        }
        return items;
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static String where(String name, Node node) {
        return name
                + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    }
}
