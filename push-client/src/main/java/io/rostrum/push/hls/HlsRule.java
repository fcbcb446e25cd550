package io.rostrum.push.hls;

import java.util.Locale;

/// What a live HLS presentation must do, with its section of draft-pantos-hls-rfc8216bis; `-` where it is what caches
/// need.
public enum HlsRule {
    SYNTAX("4.1", "every line can be read, and tags of a segment stand before its first part"),
    TARGET_DURATION("4.4.3.1", "EXTINF rounds to the target duration at most, which never changes"),
    APPEND_ONLY("6.2.1", "a playlist only grows at its end and shrinks at its beginning"),
    IN_TIME("6.2.1", "a new segment is listed no later than 1.5 target durations after the last"),
    MEDIA_SEQUENCE("6.2.2", "the media sequence number counts the segments removed, and never decreases"),
    LENGTH("6.2.2", "a live playlist from which segments were removed lists three target durations at least"),
    AVAILABILITY("6.2.2", "a segment that was removed can be loaded for its availability time"),
    DISCONTINUITY_SEQUENCE("4.4.3.3", "discontinuities removed are counted"),
    DIRECTIVES_AFTER_END("6.2.5.2", "an ended playlist ignores delivery directives"),
    LIVE_TYPE("6.2.2", "a playlist that removes segments has no EXT-X-PLAYLIST-TYPE"),
    VERSION("8", "the version is high enough for the tags used"),
    DATE_TIME("B.1", "a low-latency playlist tells the wall time, after each discontinuity, too"),
    PART_INF("4.4.3.7", "parts have an EXT-X-PART-INF, and none lasts longer than its target"),
    PART_LENGTH("4.4.4.9", "a part lasts 85 % of the part target at least, but the last of a segment"),
    OLD_PARTS("4.4.4.9", "parts are listed near the end only, at least three target durations long"),
    INDEPENDENT("4.4.4.9", "INDEPENDENT=YES is said of the parts that begin with a key frame, and of no other"),
    PARTS_MAKE_SEGMENTS("4.4.4.9", "a segment is its parts one after the other, byte by byte, once they are decrypted"),
    KEY("4.4.4.4", "EXT-X-KEY names a method and where its key is; an IV is of 128 bits"),
    KEY_FILE("5", "a key is there, has 16 bytes, and is not for caches that others use"),
    DECRYPTS("6.2.3", "an encrypted segment, and each part of one, can be decrypted with its key by itself"),
    SERVER_CONTROL("6.2.4", "EXT-X-SERVER-CONTROL is the same in all media playlists"),
    HOLD_BACK("4.4.3.8", "HOLD-BACK, PART-HOLD-BACK and CAN-SKIP-UNTIL are long enough"),
    BLOCKING_RELOAD("6.2.5.2", "a reload waits for the segment or part that it names"),
    BEYOND_LAST_PART("6.2.5.2", "a part beyond the last of its segment means the first of the next"),
    OLD_SEQUENCE("6.2.5.2", "a reload that names what is old is answered at once, with all of the playlist"),
    PART_ALONE("6.2.5.2", "_HLS_part without _HLS_msn is refused with 400"),
    TOO_FAR_AHEAD("6.2.5.2", "a reload that names what is too far ahead is refused with 400 at once"),
    BAD_DIRECTIVES("6.2.5", "directives that are no numbers are refused with 400"),
    DELTA_UPDATE("6.2.5.1", "a delta update skips what is older than its boundary, and leaves nothing else out"),
    PRELOAD_HINT("6.2.6", "the hinted part can be asked for before it is there, and comes whole"),
    UNKNOWN_PART("6.2.6", "a part that was not hinted is answered with 404"),
    RENDITION_REPORTS("4.4.5.4", "each playlist tells how far every other one is"),
    VARIANTS("4.4.6.2", "a variant tells bandwidth, codecs and, for pictures, resolution"),
    BANDWIDTH("4.4.6.2", "no segment needs more than the BANDWIDTH of its variant"),
    ALIGNED("6.2.4", "variants have the same segments, target duration and discontinuities"),
    CONTENT_TYPE("4", "playlists and media say what they are"),
    HTTP_2("B.1", "a low-latency stream can be had over HTTP/2, which players use over TLS"),
    COMPRESSION("6.2.1", "playlists can be had with gzip"),
    CACHING("-", "caches may keep media for long, and playlists for a target duration at most");

    private final String section;
    private final String words;

    HlsRule(String section, String words) {
        this.section = section;
        this.words = words;
    }

    /// {@return its name for people and programs: `append-only`}
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// {@return section of the specification}
    public String section() {
        return section;
    }

    /// {@return what it asks for}
    public String words() {
        return words;
    }
}
