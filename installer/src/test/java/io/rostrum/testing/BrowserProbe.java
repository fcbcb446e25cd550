package io.rostrum.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.rostrum.testing.peer.Chromium;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;

/// Looks at the video element of a page as a viewer would: reads the strips and bars of each picture the browser shows.
///
/// The script draws the element on a canvas in `requestVideoFrameCallback` and notes counter, age of the picture
/// (wall clock now minus clock strip), media time, `waiting` events and decoded sound. The clocks are the same
/// machine's.
public final class BrowserProbe {
    private final Chromium chromium;

    private BrowserProbe(Chromium chromium) {
        this.chromium = chromium;
    }

    /// What was seen since the last [#reset()].
    ///
    /// @param ageMillis age of each picture with a readable clock, in order of showing
    /// @param counters counter of each picture with a readable one
    /// @param largestGapMillis longest time between two shown pictures
    /// @param waiting how often the element ran dry
    /// @param mediaSeconds by how much its `currentTime` moved on
    /// @param audioBytes encoded sound decoded so far
    /// @param dropped pictures the browser decoded and did not show
    public record Seen(
            List<Double> ageMillis,
            List<Integer> counters,
            double largestGapMillis,
            int waiting,
            double mediaSeconds,
            long audioBytes,
            int dropped) {
        public Seen {
            ageMillis = List.copyOf(ageMillis);
            counters = List.copyOf(counters);
        }

        /// {@return the given quantile of the ages, 0–1; NaN without pictures}
        public double age(double quantile) {
            if (ageMillis.isEmpty()) {
                return Double.NaN;
            }
            List<Double> sorted = new ArrayList<>(ageMillis);
            Collections.sort(sorted);
            return sorted.get((int) Math.round(quantile * (sorted.size() - 1)));
        }
    }

    /// Waits for a video element that shows pictures, then begins to note.
    ///
    /// @param limit for the first picture
    public static BrowserProbe attach(Chromium chromium, Duration limit) {
        Awaitility.await("a playing video element")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> chromium.evaluate(
                                "(() => { const v = document.querySelector('video'); return !!v && v.videoWidth > 0; })()")
                        .getAsBoolean());
        chromium.evaluate(SCRIPT);
        return new BrowserProbe(chromium);
    }

    public void reset() {
        chromium.evaluate("rostrumProbe.reset()");
    }

    public Seen seen() {
        JsonObject seen = chromium.evaluate("rostrumProbe.seen()").getAsJsonObject();
        List<Double> ages = new ArrayList<>();
        seen.getAsJsonArray("ages").forEach(age -> ages.add(age.getAsDouble()));
        List<Integer> counters = new ArrayList<>();
        seen.getAsJsonArray("counters").forEach(counter -> counters.add(counter.getAsInt()));
        return new Seen(
                ages,
                counters,
                seen.get("gap").getAsDouble(),
                seen.get("waiting").getAsInt(),
                seen.get("media").getAsDouble(),
                seen.get("audio").getAsLong(),
                seen.get("dropped").getAsInt());
    }

    /// {@return the largest distance of any channel of the seven bars on a canvas from what was sent, in 1/255}
    public double colorError() {
        JsonArray bars = chromium.evaluate("rostrumProbe.bars()").getAsJsonArray();
        double max = 0;
        for (int bar = 0; bar < TestPicture.BARS.length; bar++) {
            for (int channel = 0; channel < 3; channel++) {
                int sent = TestPicture.BARS[bar] >> (16 - 8 * channel) & 0xFF;
                max = Math.max(
                        max,
                        Math.abs(bars.get(bar).getAsJsonArray().get(channel).getAsDouble() - sent));
            }
        }
        return max;
    }

    private static final String SCRIPT = """
            (() => {
              const video = document.querySelector('video');
              const canvas = document.createElement('canvas');
              canvas.width = 28 * 8;
              canvas.height = 4;
              const pen = canvas.getContext('2d', { willReadFrequently: true });
              const full = document.createElement('canvas');
              let ages = [], counters = [], waiting = 0, gap = 0, last = 0, played = 0, before = video.currentTime;
              const advance = () => {
                const now = video.currentTime;
                played += Math.max(0, now - before); // a file that begins again has not played backwards
                before = now;
              };
              video.addEventListener('timeupdate', advance);
              const strip = (row) => {
                const w = video.videoWidth, h = video.videoHeight;
                pen.drawImage(video, w * 2 / 32, h * (row + 0.25) / 16, w * 28 / 32, h * 0.5 / 16, 0, 0, canvas.width, canvas.height);
                const data = pen.getImageData(0, 1, canvas.width, 2).data;
                const level = (cell) => {
                  let sum = 0;
                  for (let y = 0; y < 2; y++)
                    for (let x = 2; x < 6; x++) sum += data[4 * (y * canvas.width + cell * 8 + x) + 1];
                  return sum / 8;
                };
                const white = (level(0) + level(27)) / 2, black = (level(1) + level(26)) / 2, half = (white + black) / 2;
                if (white - black < 40) return -1;
                let value = 0, check = 0;
                for (let i = 0; i < 20; i++) value = value * 2 + (level(2 + i) > half ? 1 : 0);
                for (let i = 0; i < 4; i++) check = check * 2 + (level(22 + i) > half ? 1 : 0);
                const n = value ^ (value >>> 4) ^ (value >>> 8) ^ (value >>> 12) ^ (value >>> 16);
                return ((n & 15) ^ 10) === check ? value : -1;
              };
              const look = () => {
                const now = performance.now(), wall = Date.now();
                if (last) gap = Math.max(gap, now - last);
                last = now;
                const counter = strip(12), clock = strip(14);
                if (counter >= 0) counters.push(counter);
                if (clock >= 0) {
                  const age = (((wall - clock) % 1048576) + 1048576) % 1048576;
                  ages.push(age > 1040000 ? age - 1048576 : age);
                }
                video.requestVideoFrameCallback(look);
              };
              video.addEventListener('waiting', () => waiting++);
              video.requestVideoFrameCallback(look);
              window.rostrumProbe = {
                reset() { ages = []; counters = []; waiting = 0; gap = 0; last = 0; advance(); played = 0; },
                seen() {
                  advance();
                  return { ages, counters, gap, waiting, media: played,
                           audio: video.webkitAudioDecodedByteCount || 0,
                           dropped: video.getVideoPlaybackQuality().droppedVideoFrames };
                },
                bars() {
                  const w = full.width = video.videoWidth, h = full.height = video.videoHeight;
                  const brush = full.getContext('2d', { willReadFrequently: true });
                  brush.drawImage(video, 0, 0);
                  const means = [];
                  for (let bar = 0; bar < 7; bar++) {
                    const data = brush.getImageData(Math.round(w * (3 + 4 * bar) / 32), Math.round(h * 6 / 16),
                                                    Math.round(w * 2 / 32), Math.round(h * 4 / 16)).data;
                    const sum = [0, 0, 0];
                    for (let i = 0; i < data.length; i += 4) for (let c = 0; c < 3; c++) sum[c] += data[i + c];
                    means.push(sum.map((s) => s / (data.length / 4)));
                  }
                  return means;
                },
              };
              return true;
            })()
            """;
}
