/// The product as its users meet it: the commands of `./rostrum`, run as processes. Start at
/// [io.rostrum.testing.product.Rostrum].
@NullMarked
package io.rostrum.testing.product;

import org.jspecify.annotations.NullMarked;
