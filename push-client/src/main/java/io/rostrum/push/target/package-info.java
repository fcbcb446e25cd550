/// Places a broadcast is pushed to: RTMP and RTMPS publishers that look after themselves.
///
/// Start at [PushTarget], which takes packets from the encoder without ever holding it up, and at [PushState], which
/// says where it stands. [PushLoops] holds the threads that all targets of a process share.
@NullMarked
package io.rostrum.push.target;

import org.jspecify.annotations.NullMarked;
