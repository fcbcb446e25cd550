package io.rostrum.capture.audio.filter;

/// A compressor: of each decibel above the threshold one part in the ratio is left, by the loudness of this channel or
/// of the one that it follows. Without a key it is for voices, with one it ducks music under them.
final class CompressorFilter extends DynamicsFilter {
    private double thresholdWanted;
    private double slopeWanted;
    private double outputWanted;
    private double attack;
    private double release;

    private double threshold = Double.NaN;
    private double slope;
    private double output;
    private double thresholdStep;
    private double slopeStep;
    private double outputStep;
    private double envelope;

    @Override
    void set(SoundFilterSpec spec) {
        thresholdWanted = spec.value(0);
        slopeWanted = 1 - 1 / spec.value(1);
        attack = decay(spec.value(2));
        release = decay(spec.value(3));
        outputWanted = linear(spec.value(4));
        if (Double.isNaN(threshold)) {
            settle();
        }
    }

    private void settle() {
        threshold = thresholdWanted;
        slope = slopeWanted;
        output = outputWanted;
    }

    @Override
    void reset() {
        super.reset();
        settle();
        envelope = 0;
    }

    @Override
    void begin(int frames) {
        envelope = audible(envelope);
        thresholdStep = (thresholdWanted - threshold) / frames;
        slopeStep = (slopeWanted - slope) / frames;
        outputStep = (outputWanted - output) / frames;
    }

    @Override
    double outputGain() {
        return output;
    }

    @Override
    double gain(double peak) {
        threshold += thresholdStep;
        slope += slopeStep;
        output += outputStep;
        envelope = peak + (peak > envelope ? attack : release) * (envelope - peak);
        if (envelope <= 1e-4) { // below every threshold there is
            return 1;
        }
        double above = decibels(envelope) - threshold;
        return above > 0 ? linear(-slope * above) : 1;
    }
}
