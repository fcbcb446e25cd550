package io.rostrum.server.transcode;

/// How a stream's ladder stands, as of at most a quarter of a second ago.
///
/// @param stream    its name
/// @param rungs     renditions that are being made
/// @param shed      renditions that were given up because this machine is too slow
/// @param lagMillis newest time of the stream minus newest time that all renditions have
/// @param speed     media seconds made in a second
public record LadderStatus(String stream, int rungs, int shed, long lagMillis, double speed) {}
