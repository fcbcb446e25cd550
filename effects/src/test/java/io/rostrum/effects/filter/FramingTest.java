package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.effects.beauty.Face;
import io.rostrum.effects.beauty.FaceWatch;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.gpu.MatMath;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FramingTest {
    private static final int FAR_RIGHT = 15;
    private static final int FAR_LEFT = 45;

    private final FramePool pool = new FramePool();
    private final CutOut person;

    FramingTest() throws IOException {
        person = new CutOut();
    }

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    private static Face face(VideoFrame frame) {
        try (FaceWatch<Mat> watch = new FaceWatch<>(new MatMath())) {
            watch.next(frame.mat(), frame.size());
            List<Face> faces = watch.faces(0);
            assertThat(faces).hasSize(1);
            return faces.getFirst();
        }
    }

    @Test
    void theFaceComesToTheMiddleLargerAndIsFollowed() {
        BufferedImage room = CutOut.room();
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse("autoframe=0.8,speed=1")), GpuMode.OFF);
                VideoFrame before = person.frame(pool, room, FAR_RIGHT, 0);
                VideoFrame first = chain.apply(before.retain())) {
            Face was = face(before);
            Face is = face(first);
            assertThat(was.centreX()).isGreaterThan(740);
            assertThat(is.centreX()).isCloseTo(640, within(60.0));
            assertThat(is.height()).isGreaterThan(1.3 * was.height());

            try (VideoFrame other = Pictures.fromImage(pool, person.before(room, FAR_LEFT), 0)) {
                for (int i = 1; i < 60; i++) {
                    chain.apply(other.retain().withPts(before.ptsNanos() + i * 33_333_333L))
                            .close();
                }
                try (VideoFrame last = chain.apply(other.retain().withPts(before.ptsNanos() + 60 * 33_333_333L))) {
                    assertThat(face(last).centreX()).isCloseTo(640, within(110.0));
                }
            }
        }
    }

    @Test
    void aRoomWithNobodyInItIsSeenAsAWhole() {
        try (VideoFrame before = Pictures.fromImage(pool, CutOut.room(), 0);
                VideoFrame after = Pixels.filtered("autoframe=1", before.retain())) {
            assertThat(Likeness.greatestDifference(before.mat(), after.mat())).isZero();
        }
    }
}
