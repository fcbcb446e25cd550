/// Files of media that play at any time, whatever ends their writing.
///
/// Start at [PieceWriter]: it adds whole pieces to an [OutputFile], and takes back what a full disk cut short. Nothing
/// here knows a container.
@NullMarked
package io.rostrum.push.file;

import org.jspecify.annotations.NullMarked;
