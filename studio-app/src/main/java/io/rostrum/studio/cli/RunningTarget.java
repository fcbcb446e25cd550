package io.rostrum.studio.cli;

import io.rostrum.push.target.PushTarget;

/// A target of a running broadcast.
///
/// @param id number by which commands name it, from 1
record RunningTarget(int id, PushTarget target) {}
