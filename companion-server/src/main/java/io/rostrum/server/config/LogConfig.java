package io.rostrum.server.config;

/// `log` in rostrum.yaml.
///
/// @param level   least that is written: `error`, `warn`, `info`, `debug`
/// @param maxSize bytes of a log file before the next is begun
/// @param keep    log files kept
public record LogConfig(String level, int maxSize, int keep) {}
