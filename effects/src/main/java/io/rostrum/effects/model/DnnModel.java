package io.rostrum.effects.model;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromTFLite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/// A network of MediaPipe, run by OpenCV on the processor. Confined to one thread.
public final class DnnModel implements AutoCloseable {
    private static final int CHANNELS = 3;

    private final Net net;
    private final StringVector outputNames;
    private final MatVector outputs = new MatVector();
    private final List<String> names;

    private DnnModel(Net net) {
        this.net = net;
        this.outputNames = net.getUnconnectedOutLayersNames();
        this.names = Stream.iterate(0L, i -> i < outputNames.size(), i -> i + 1)
                .map(i -> outputNames.get(i).getString().replace("\0", "")) // it comes with its C terminator
                .toList();
    }

    /// Reads a model that lies beside this class, and runs it once: what a network prepares with its first run takes
    /// longer than there is for a picture, and this thread is not the one that pictures wait for.
    ///
    /// @param width  of the picture that it looks at
    /// @param height of the picture that it looks at
    /// @throws IllegalStateException if the program was built without it
    public static DnnModel load(String file, int width, int height) {
        byte[] bytes;
        try (InputStream in = DnnModel.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("model: " + file + " (expected: inside of the effects jar)");
            }
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("model: " + file, e);
        }
        DnnModel model;
        try (BytePointer content = new BytePointer(bytes)) {
            model = new DnnModel(readNetFromTFLite(content, bytes.length));
        }
        try (Scalar zero = new Scalar(0);
                Mat black = new Mat(new int[] {1, CHANNELS, height, width}, CV_32F, zero)) {
            model.run(black);
        }
        return model;
    }

    /// Runs the model.
    ///
    /// @param input as made by OpenCV's `blobFromImage`; borrowed
    public void run(Mat input) {
        net.setInput(input);
        net.forward(outputs, outputNames);
    }

    /// {@return a header on a result of the last run, to be closed by the caller before the next}
    ///
    /// @param name of the model's output
    public Mat output(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("output: " + name + " (expected: one of " + names + ")");
        }
        return outputs.get(index);
    }

    @Override
    public void close() {
        outputs.close();
        outputNames.close();
        net.close();
    }
}
