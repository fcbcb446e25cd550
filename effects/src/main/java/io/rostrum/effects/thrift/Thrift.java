package io.rostrum.effects.thrift;

/// Says to filters which of their work they are to leave out now, because the machine is too slow for all of it.
@FunctionalInterface
public interface Thrift {
    /// Nothing is left out.
    Thrift NONE = _ -> false;

    /// {@return whether this is to be left out of the picture at hand} Who asks says thereby that there is something
    /// to be saved, so it is asked only for a picture that costs this work. The filters' thread.
    boolean saves(Saving what);
}
