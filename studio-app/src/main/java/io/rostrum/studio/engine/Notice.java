package io.rostrum.studio.engine;

/// Something the user should know that has no place of its own.
///
/// @param id    for [Studio#dismiss]
/// @param grave whether something was hurt; otherwise it is only worth knowing
/// @param text  a sentence that says what happened and what to do
public record Notice(long id, boolean grave, String text) {}
