package io.rostrum.server.audience;

/// How a stream stood in one second; of thinned samples rates are averages, viewers and jitter the most.
///
/// @param atMillis     since 1970, whole seconds
/// @param seconds      it stands for: 1, or 10 or 60 where it was thinned
/// @param viewers      at once
/// @param bitsIn       bits a second from the publisher
/// @param frames       pictures a second from the publisher
/// @param jitterMillis by which messages of the publisher came later than others
/// @param bitsOut      bits a second to viewers
record Sample(long atMillis, int seconds, int viewers, long bitsIn, int frames, int jitterMillis, long bitsOut) {}
