//! How long the canceller's filters are, and how hard it goes about what they
//! leave. The defaults of its project take speech for echo where both sides
//! speak; what is changed here keeps it (`docs/audio.md` has figures).

use sonora_aec3::config::EchoCanceller3Config;

/// The longest delay in ms that is looked for.
pub(super) const DELAY_MS_MAX: i32 = 300;
/// The filter's length in blocks of 4 ms: what a room gives back behind that is
/// left to the suppressor, which cannot tell it from speech.
const FILTER_BLOCKS: usize = 25;

pub(super) fn config() -> EchoCanceller3Config {
    let mut config = EchoCanceller3Config::default();
    config.filter.refined.length_blocks = FILTER_BLOCKS;
    config.filter.coarse.length_blocks = FILTER_BLOCKS;
    let suppressor = &mut config.suppressor;
    // We speak where we are half as loud as what is left of the echo, and as
    // long as we do the suppressor leaves alone what is not drowned by it.
    let nearend = &mut suppressor.dominant_nearend_detection;
    nearend.enr_threshold = 0.5;
    nearend.enr_exit_threshold = 15.0;
    nearend.snr_threshold = 20.0;
    nearend.trigger_threshold = 8;
    let tuning = &mut suppressor.nearend_tuning;
    tuning.mask_lf.enr_transparent = 8.0;
    tuning.mask_lf.enr_suppress = 8.8;
    tuning.mask_hf.enr_transparent = 2.0;
    tuning.mask_hf.enr_suppress = 6.0;
    config
}
