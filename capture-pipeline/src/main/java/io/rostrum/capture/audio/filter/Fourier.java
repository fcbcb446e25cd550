package io.rostrum.capture.audio.filter;

/// The discrete Fourier transform of a power of two of complex numbers, in place, by decimation in time (J. Cooley, J.
/// Tukey, *An algorithm for the machine calculation of complex Fourier series*, 1965). Allocates nothing once made.
final class Fourier {
    private final int size;
    private final double[] cosines;
    private final double[] sines;

    /// @param size a power of two
    Fourier(int size) {
        this.size = size;
        cosines = new double[size / 2];
        sines = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / size);
            sines[i] = Math.sin(2 * Math.PI * i / size);
        }
    }

    /// Goes over to frequencies.
    void forward(double[] real, double[] imaginary) {
        reorder(real, imaginary);
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int from = 0; from < size; from += 2 * half) {
                for (int i = 0; i < half; i++) {
                    butterfly(real, imaginary, from + i, from + i + half, i * stride);
                }
            }
        }
    }

    /// Comes back from frequencies, `size` times as large: the two sides changed places.
    void backward(double[] real, double[] imaginary) {
        forward(imaginary, real);
    }

    private void butterfly(double[] real, double[] imaginary, int even, int odd, int turn) {
        double cosine = cosines[turn];
        double sine = sines[turn];
        double re = real[odd] * cosine + imaginary[odd] * sine;
        double im = imaginary[odd] * cosine - real[odd] * sine;
        real[odd] = real[even] - re;
        imaginary[odd] = imaginary[even] - im;
        real[even] += re;
        imaginary[even] += im;
    }

    private void reorder(double[] real, double[] imaginary) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 0; i < size; i++) {
            int other = Integer.reverse(i) >>> shift;
            if (other > i) {
                double re = real[i];
                real[i] = real[other];
                real[other] = re;
                double im = imaginary[i];
                imaginary[i] = imaginary[other];
                imaginary[other] = im;
            }
        }
    }
}
