//! Quantisers, filters and bit allocation (RFC 3951 §3, appendix A.8): numbers of
//! the standard.

/// Numbers that the standard gives with six decimals.
pub(super) const fn millionths<const N: usize>(table: [i32; N]) -> [f32; N] {
    let mut numbers = [0.0; N];
    let mut place = 0;
    while place < N {
        numbers[place] = table[place] as f32 / 1_000_000.0;
        place += 1;
    }
    numbers
}

/// The logarithm of the greatest amplitude in the start state.
pub(super) const AMPLITUDES: [f32; 64] = millionths([
    1_000_085, 1_071_695, 1_140_395, 1_206_868, 1_277_188, 1_351_503, 1_429_380, 1_500_727,
    1_569_049, 1_639_599, 1_707_071, 1_781_531, 1_840_799, 1_901_550, 1_956_695, 2_006_750,
    2_055_474, 2_102_787, 2_142_819, 2_183_592, 2_217_962, 2_257_177, 2_295_739, 2_332_967,
    2_369_248, 2_402_792, 2_435_080, 2_468_598, 2_503_394, 2_539_284, 2_572_944, 2_605_036,
    2_636_331, 2_668_939, 2_698_780, 2_729_101, 2_759_786, 2_789_834, 2_818_679, 2_848_074,
    2_877_470, 2_906_899, 2_936_655, 2_967_804, 3_000_115, 3_033_367, 3_066_355, 3_104_231,
    3_141_499, 3_183_012, 3_222_952, 3_265_433, 3_308_441, 3_350_823, 3_395_275, 3_442_793,
    3_490_801, 3_542_514, 3_604_064, 3_666_050, 3_740_994, 3_830_749, 3_938_770, 4_101_764,
]);

/// The samples of the start state.
pub(super) const STATE_LEVELS: [f32; 8] = millionths([
    -3_719_849, -2_177_490, -1_130_005, -309_692, 444_214, 1_329_712, 2_436_279, 3_983_887,
]);

/// The gain of the first codebook stage.
pub(super) const FIRST_GAINS: [f32; 32] = millionths([
    37_476, 75_012, 112_488, 150_024, 187_500, 224_976, 262_512, 299_988, 337_524, 375_000,
    412_476, 450_012, 487_488, 525_024, 562_500, 599_976, 637_512, 674_988, 712_524, 750_000,
    787_476, 825_012, 862_488, 900_024, 937_500, 974_976, 1_012_512, 1_049_988, 1_087_524,
    1_125_000, 1_162_476, 1_200_012,
]);

/// The gain of the second stage, in shares of the first.
pub(super) const SECOND_GAINS: [f32; 16] = millionths([
    -1_049_988, -900_024, -750_000, -599_976, -450_012, -299_988, -150_024, 0, 150_024, 299_988,
    450_012, 599_976, 750_000, 900_024, 1_049_988, 1_200_012,
]);

/// The gain of the third stage, in shares of the second.
pub(super) const THIRD_GAINS: [f32; 8] = millionths([
    -1_000_000, -659_973, -330_017, 0, 250_000, 500_000, 750_000, 1_000_000,
]);

/// The filter that makes the second half of the codebook.
pub(super) const CODEBOOK_FILTER: [f32; 8] = millionths([
    -34_180, 108_887, -184_326, 806_152, 713_379, -144_043, 83_740, -33_691,
]);

/// The low pass in front of the search for the pitch.
pub(super) const DECIMATION: [f32; 7] = millionths([
    -66_650, 125_000, 316_650, 414_063, 316_650, 125_000, -66_650,
]);

/// The filters for each quarter of a sample of delay.
pub(super) const POLYPHASE: [[f32; 7]; 4] = [
    millionths([0, 0, 0, 1_000_000, 0, 0, 0]),
    millionths([15_625, -76_904, 288_330, 862_061, -106_445, 18_799, -15_625]),
    millionths([
        23_682, -124_268, 601_563, 601_563, -124_268, 23_682, -23_682,
    ]),
    millionths([18_799, -106_445, 862_061, 288_330, -76_904, 15_625, -18_799]),
];
