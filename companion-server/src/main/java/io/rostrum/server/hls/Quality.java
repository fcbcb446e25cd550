package io.rostrum.server.hls;

import java.time.Instant;

/// One quality of a live stream as it stands, for those who list its segments in another way.
///
/// @param take     names it among all that had or will have the stream's name; part of its addresses
/// @param begins   wall time of the stream's begin; the same in all qualities
/// @param variant  what it is
/// @param playlist what it lists
public record Quality(String take, Instant begins, MultivariantPlaylist.Variant variant, MediaPlaylist playlist) {}
