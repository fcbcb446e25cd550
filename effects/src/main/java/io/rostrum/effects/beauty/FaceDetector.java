package io.rostrum.effects.beauty;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.rostrum.effects.model.DnnModel;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Finds faces with MediaPipe's short-range model (BlazeFace, arXiv:1907.05047), which sees those within about two
/// metres of a camera. Confined to one thread.
///
/// The model looks at 128x128 pixels; it answers for 896 anchors: two for each cell of a 16x16 grid, then six for
/// each of an 8x8 grid; each with a score and 16 numbers in pixels relative to the cell's centre.
final class FaceDetector implements AutoCloseable {
    private static final int SIDE = 128;
    private static final int ANCHORS = 896;
    private static final int FINE_ANCHORS = 16 * 16 * 2;
    private static final double LEAST_SCORE = 0.6;
    private static final double SAME_FACE_OVERLAP = 0.3;

    private final DnnModel model = DnnModel.load("face_detection_short_range.tflite", SIDE, SIDE);
    private final Size side = new Size(SIDE, SIDE);
    private final Scalar mean = new Scalar(127.5, 127.5, 127.5, 0);
    private final Scalar black = new Scalar(0, 0, 0, 0);
    private final Mat small = new Mat();
    private final Mat square = new Mat();
    private final Mat blob = new Mat();
    private final float[] scores = new float[ANCHORS];
    private final float[] boxes = new float[ANCHORS * Face.VALUES];

    /// {@return the faces, in pixels of the picture, the surest first}
    ///
    /// @param picture BGR; borrowed
    List<Face> detect(Mat picture) {
        double scale = (double) SIDE / Math.max(picture.cols(), picture.rows());
        int width = Math.clamp(Math.round(picture.cols() * scale), 1, SIDE);
        int height = Math.clamp(Math.round(picture.rows() * scale), 1, SIDE);
        int left = (SIDE - width) / 2;
        int top = (SIDE - height) / 2;
        try (Size size = new Size(width, height)) {
            resize(picture, small, size, 0, 0, INTER_AREA);
        }
        copyMakeBorder(small, square, top, SIDE - height - top, left, SIDE - width - left, BORDER_CONSTANT, black);
        blobFromImage(square, blob, 1 / 127.5, side, mean, true, false, CV_32F);
        model.run(blob);
        read("classificators", scores);
        read("regressors", boxes);
        return withoutRepetitions(candidates(scale, left, top));
    }

    private void read(String output, float[] into) {
        try (Mat mat = model.output(output);
                FloatPointer values = new FloatPointer(mat.data())) {
            FloatBuffer buffer = values.capacity(into.length).asBuffer();
            buffer.get(into);
        }
    }

    private List<Face> candidates(double scale, int left, int top) {
        List<Face> found = new ArrayList<>();
        for (int anchor = 0; anchor < ANCHORS; anchor++) {
            double score = 1 / (1 + Math.exp(-scores[anchor]));
            if (score < LEAST_SCORE) {
                continue;
            }
            boolean fine = anchor < FINE_ANCHORS;
            int cells = fine ? 16 : 8;
            int cell = fine ? anchor / 2 : (anchor - FINE_ANCHORS) / 6;
            int column = cell % cells;
            int row = cell / cells;
            double anchorX = (column + 0.5) * SIDE / cells;
            double anchorY = (row + 0.5) * SIDE / cells;
            double[] values = new double[Face.VALUES];
            for (int i = 0; i < Face.VALUES; i++) {
                double raw = boxes[anchor * Face.VALUES + i];
                boolean isLength = i == 2 || i == 3;
                double inSquare = isLength ? raw : raw + (i % 2 == 0 ? anchorX - left : anchorY - top);
                values[i] = inSquare / scale;
            }
            if (values[2] > 0 && values[3] > 0) {
                found.add(new Face(values, score));
            }
        }
        found.sort(Comparator.comparingDouble(Face::score).reversed());
        return found;
    }

    /// Anchors beside each other see the same face: it becomes their mean, weighted by score.
    private static List<Face> withoutRepetitions(List<Face> sorted) {
        List<Face> kept = new ArrayList<>();
        List<Face> left = sorted;
        while (!left.isEmpty()) {
            Face best = left.getFirst();
            Face merged = best;
            double weight = best.score();
            List<Face> others = new ArrayList<>();
            for (Face face : left.subList(1, left.size())) {
                if (face.overlap(best) >= SAME_FACE_OVERLAP) {
                    weight += face.score();
                    merged = merged.towards(face, face.score() / weight);
                } else {
                    others.add(face);
                }
            }
            kept.add(merged);
            left = others;
        }
        return kept;
    }

    @Override
    public void close() {
        model.close();
        side.close();
        mean.close();
        black.close();
        small.close();
        square.close();
        blob.close();
    }
}
