package io.rostrum.studio.cli;

import io.rostrum.push.target.PushTarget;
import io.rostrum.studio.engine.EncoderPlan;
import org.jspecify.annotations.Nullable;

/// A target of a running broadcast.
///
/// @param id     number by which commands name it, from 1
/// @param seat   its place at an encoder; null without pictures
record RunningTarget(int id, PushTarget target, EncoderPlan.@Nullable Seat seat) {}
