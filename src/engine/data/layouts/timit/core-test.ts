/**
 * The 24 speakers of TIMIT's core test set, two men and a woman of each dialect region (from the corpus's own
 * documentation, `testset.doc`).
 */
export const coreTestSpeakers: ReadonlySet<string> = new Set(
  (
    'MDAB0 MWBT0 FELC0 MTAS1 MWEW0 FPAS0 MJMP0 MLNT0 FPKT0 MLLL0 MTLS0 FJLM0 ' +
    'MBPM0 MKLT0 FNLP0 MCMJ0 MJDH0 FMGD0 MGRT0 MNJM0 FDHC0 MJLN0 MPAM0 FMLD0'
  ).split(' '),
);
