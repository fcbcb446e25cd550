package io.rostrum.studio.engine;

import io.rostrum.capture.audio.mixer.TrackSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The studio behind the window.
///
/// Every call returns at once, whatever thread it comes from; what takes time goes on behind it and shows in
/// the next [#snapshot()]. Trouble never comes as an exception from here but as the state of the thing it
/// happened to, or as a [Notice]. All changes are saved by themselves.
public interface Studio extends AutoCloseable {
    /// {@return everything there is to show, as it is now; cheap enough to be asked twenty times a second}
    StudioSnapshot snapshot();

    /// {@return how the last minutes went; to be asked once a second at most}
    Statistics statistics();

    /// {@return where the newest programme picture lies, for the preview}
    PreviewFeed preview();

    /// {@return where the newest programme picture lies while [StudioSnapshot.Scenes#studio]; [#preview] is of the
    /// scene that is edited then}
    PreviewFeed onAir();

    /// {@return where further views of it are opened}
    ViewDesk views();

    /// {@return the scenes; what else is done with sources here is done in the scene that is edited}
    SceneDesk scenes();

    /// {@return the scene collections and profiles}
    LibraryDesk library();

    /// {@return the web pages among the sources}
    PageDesk pages();

    /// {@return what settings that suit this machine and its connections are found with}
    SetUpDesk setUp();

    /// {@return where other programs are let in to control the studio}
    RemoteDesk remote();

    /// {@return what is planned at the server that this studio was paired with, and what is done about it}
    ScheduleDesk schedule();

    /// {@return what is heard here, and how loud the programme is}
    MonitorDesk monitor();

    /// {@return completes once all that was asked for before has been done, and is in the next snapshot; exceptionally
    /// when the studio has ended}
    CompletableFuture<Void> settled();

    /// Looks for what could be added: screens, windows, cameras, sound devices. Takes up to some seconds, off
    /// the caller's thread.
    CompletableFuture<List<AvailableSource>> discover();

    /// Opens a source for a moment and takes one picture of it.
    ///
    /// @param width  pixels at most
    /// @param height pixels at most
    /// @return completes exceptionally with a [io.rostrum.capture.source.DeviceException] when there is none to
    ///         be had
    CompletableFuture<Thumbnail> thumbnail(SourceSetting source, int width, int height);

    /// Adds a source of pictures on top of the others. A film that sounds brings its channel along.
    ///
    /// @return its id
    String addSource(SourceSetting source);

    /// Adds a channel of sound.
    ///
    /// @return its id
    String addChannel(ChannelSetting channel);

    /// Opens a source or a channel that is held back since a safe start; a film with its sound.
    void open(String id);

    /// Takes a source out of the scene, or removes a channel or a destination; what is sent there ends. A source
    /// that no scene shows any more is closed. The bundled server stays always.
    void remove(String id);

    /// @param name as shown in the list; a blank one is ignored
    void rename(String id, String name);

    /// Shows something else by a source of pictures, which keeps its place and its filters: another text, another file.
    ///
    /// @param input as [SourceSetting] has it
    void input(String id, String input);

    /// Turns the pages of a source that has some: PDF slides, a slideshow; a film goes on by ten seconds a page. That
    /// is
    /// nothing to take back.
    ///
    /// @param pages to go on; below 0 back
    void turn(String id, int pages);

    /// Goes to another place in a film. That is nothing to take back.
    void seek(String id, Duration to);

    /// @param visible whether a source of pictures is drawn
    void show(String id, boolean visible);

    /// Moves a source of pictures.
    ///
    /// @param index 0 for the top
    void move(String id, int index);

    /// Puts a source of pictures somewhere on the canvas; one that is locked stays.
    void place(String id, Place place);

    /// Sets the filters of a source, or of the whole picture.
    ///
    /// @param id      of a source, or [StudioSnapshot#PROGRAMME]
    /// @param filters as [io.rostrum.effects.filter.FilterSpec] reads them, in order; what it refuses,
    ///                or what cannot be built, says so in its [StudioSnapshot.FilterView]
    void filters(String id, List<FilterSetting> filters);

    /// Sets something on a source's camera, now and each time it is opened.
    ///
    /// @param control name of one of [StudioSnapshot.SourceView#controls]
    /// @param value   within its range
    void control(String id, String control, int value);

    /// Shows in the preview, and only there, what the picture is without filters.
    void compare(boolean without);

    /// @param decibels -60 (silence) to 12
    void gain(String id, double decibels);

    void mute(String id, boolean muted);

    /// @param tracks that a channel is heard in; none of them is silence
    void tracks(String id, TrackSet tracks);

    /// Sets what is done to a channel's sound.
    void sound(String id, ChannelSound sound);

    /// Lets the monitor hear a channel before its gain and mute, and nothing else but those on solo; not remembered.
    void solo(String id, boolean on);

    /// Adds a destination, or changes the one of its id. One that is live is sent to anew.
    void destination(DestinationSetting destination);

    /// Switches a destination on or off; while live it begins or ends at once and no other notices.
    void enable(String id, boolean enabled);

    /// Tries a destination that waits or has failed again at once.
    void retry(String id);

    /// Looks whether a broadcast could begin well, without publishing anything. Takes some seconds at most.
    ///
    /// @return completes on another thread
    CompletableFuture<Preflight> check();

    /// {@return what is to be said of how the programme is encoded, with the destinations there are}
    List<Lint> lint();

    /// Begins to send to every destination that is on.
    void goLive();

    /// Ends sending; the preview and a recording go on.
    void endLive();

    void record(boolean on);

    /// Leaves out of the recording what comes, or goes on with it; the file plays on without a gap.
    void pauseRecording(boolean paused);

    /// Keeps the last seconds of the programme in memory, or stops that.
    void replay(boolean on);

    /// Says how much of the programme is kept; what is kept already is given up.
    ///
    /// @param seconds [StudioSnapshot.Replay#LEAST_SECONDS] to [StudioSnapshot.Replay#MOST_SECONDS]
    void replaySeconds(int seconds);

    /// Saves what the replay buffer holds, in the folder of recordings; everything goes on meanwhile.
    ///
    /// @return the file; completes exceptionally with a [java.io.IOException], its message in sentences
    CompletableFuture<Path> saveReplay();

    /// Tries for about five seconds what going live would ask of the machine: the programme is encoded as
    /// [OutputSetting] says, and goes nowhere. What it measured is what really happened.
    ///
    /// @return completes exceptionally with a [java.io.IOException], its message in words, when it cannot
    ///         be tried: something is live or recorded already, or no encoder could be opened
    CompletableFuture<TestReport> rehearse();

    /// Changes size, rate, bitrate or encoder. Size and rate wait for the end of a broadcast; the bitrate is
    /// followed at once.
    void output(OutputSetting output);

    /// Starts the bundled server again after it has failed.
    void restartServer();

    /// Lets other machines reach the bundled server, or stops that. The address of the page changes with it.
    void openToNetwork(boolean open);

    /// Remembers what concerns the window only.
    void window(WindowSetting window);

    /// Takes a notice away.
    void dismiss(long notice);

    /// Ends what runs, in order, and leaves the bundled server only when `keepServer` says so.
    ///
    /// @param keepServer whether viewers may go on seeing the page
    void quit(boolean keepServer);

    @Override
    default void close() {
        quit(/* keepServer= */ false);
    }
}
