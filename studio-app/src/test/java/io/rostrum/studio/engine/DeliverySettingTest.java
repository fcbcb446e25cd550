package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.target.SharedRate;
import org.junit.jupiter.api.Test;

class DeliverySettingTest {
    @Test
    void aServerOnThisComputerLowersThePicturesOfNobodyUnlessItIsTold() {
        assertThat(DeliverySetting.USUAL.may(/* onThisComputer= */ true)).isEqualTo(SharedRate.Say.NEVER);
        assertThat(DeliverySetting.USUAL.may(/* onThisComputer= */ false)).isEqualTo(SharedRate.Say.WHEN_ALONE);
    }
}
