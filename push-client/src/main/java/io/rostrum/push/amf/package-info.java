/// AMF0, the value format of RTMP commands and FLV script tags (Action Message Format AMF 0, Adobe 2007).
///
/// Start at [AmfValue]; [Amf0Reader] makes values of bytes under stated limits, [Amf0Writer] the reverse. Values are
/// plain data: nothing is looked up, loaded or instantiated by a name that a peer sent.
@NullMarked
package io.rostrum.push.amf;

import org.jspecify.annotations.NullMarked;
