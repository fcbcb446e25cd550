package io.rostrum.effects.segmentation;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_TRUNC;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.rostrum.effects.model.DnnModel;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/// Finds the person in a picture with MediaPipe's selfie segmentation model (landscape, 256x144), steady in time.
/// Confined to one thread.
///
/// Between frames a pixel follows quickly where the model changed its mind clearly, and slowly where it wavers; that
/// takes the flicker off hair and shoulders without making the outline lag behind a moving person.
public final class PersonSegmenter implements AutoCloseable {
    /// Size of the mask, and of what the model looks at.
    public static final int WIDTH = 256;

    public static final int HEIGHT = 144;

    private static final String OUTPUT = "segment_back";
    private static final double LEAST_STEP = 0.4;
    private static final double STEP_PER_DIFFERENCE = 2.5;

    private final DnnModel model = DnnModel.load("selfie_segmentation_landscape.tflite", WIDTH, HEIGHT);
    private final Size inputSize = new Size(WIDTH, HEIGHT);
    private final Scalar noMean = new Scalar(0, 0, 0, 0);
    private final Mat blob = new Mat();
    private final Mat smoothed = new Mat();
    private final Mat step = new Mat();
    private final Mat change = new Mat();

    /// {@return how surely each pixel is a person's, 0..1, CV_32FC1 of [#WIDTH] x [#HEIGHT]; borrowed, valid until
    /// the next call}
    ///
    /// @param picture BGR, any size; borrowed
    public Mat segment(Mat picture) {
        blobFromImage(picture, blob, 1 / 255.0, inputSize, noMean, true, false, CV_32F);
        model.run(blob);
        try (Mat output = model.output(OUTPUT);
                Mat fresh = new Mat(HEIGHT, WIDTH, CV_32F, output.data())) {
            follow(fresh);
        }
        return smoothed;
    }

    private void follow(Mat fresh) {
        if (smoothed.empty()) {
            fresh.copyTo(smoothed);
            return;
        }
        subtract(fresh, smoothed, change);
        absdiff(fresh, smoothed, step);
        step.convertTo(step, CV_32F, STEP_PER_DIFFERENCE, LEAST_STEP);
        threshold(step, step, 1, 0, THRESH_TRUNC);
        multiply(change, step, change);
        add(smoothed, change, smoothed);
    }

    @Override
    public void close() {
        model.close();
        inputSize.close();
        noMean.close();
        blob.close();
        smoothed.close();
        step.close();
        change.close();
    }
}
