import { expect, test } from 'vitest';
import { readCorpus, utterancesIn } from '../../testing/corpus.ts';
import { sphinx } from './index.ts';

const files = {
  'an4/etc/an4_train.fileids': 'an4_clstk/fash/an251-fash-b\nan4_clstk/mjwl/an1-mjwl-b\nan4_clstk/mjwl/gone\n',
  'an4/etc/an4_train.transcription':
    '<s> YES </s> (an251-fash-b)\n<s> U M <sil> N ++NOISE++ </s> (an1-mjwl-b)\n<s> NO </s> (nowhere)\nno id\n',
  'an4/etc/an4_test.fileids': 'an4test_clstk/menk/cen5-menk-b\nan4test_clstk/menk/cen6-menk-b\n',
  'an4/etc/an4_test.transcription': 'P I T T (cen5-menk-b)\n',
  'an4/etc/an4.dic': 'YES Y EH S',
  'an4/wav/an4_clstk/fash/an251-fash-b.sph': '',
  'an4/wav/an4_clstk/mjwl/an1-mjwl-b.sph': '',
  'an4/wav/an4_clstk/mjwl/unlisted.sph': '',
  'an4/wav/an4test_clstk/menk/cen5-menk-b.sph': '',
  'an4/wav/an4test_clstk/menk/cen6-menk-b.sph': '',
};

test('lists, transcripts without marks, speakers by folder, splits by the names of the lists', async () => {
  const { recognition, readings, troubles } = await readCorpus(sphinx, files);
  expect(recognition).toMatchObject({ score: 0.98, evidence: { files: 4, transcripts: 4 } });
  const read = (path: string) => readings.get(`an4/wav/${path}.sph`) ?? null;
  expect(utterancesIn(read('an4_clstk/fash/an251-fash-b'))).toEqual([
    { speaker: 'fash', split: 'train', transcript: 'YES' },
  ]);
  expect(utterancesIn(read('an4_clstk/mjwl/an1-mjwl-b'))?.[0]?.transcript).toBe('U M N');
  expect(utterancesIn(read('an4test_clstk/menk/cen5-menk-b'))?.[0]).toMatchObject({ speaker: 'menk', split: 'test' });
  expect(read('an4_clstk/mjwl/unlisted')).toEqual({ leftOut: 'file/not-listed' });
  expect(read('an4test_clstk/menk/cen6-menk-b')).toEqual({ leftOut: 'file/no-transcript' });
  expect(troubles).toEqual([
    'file/audio-missing an4/etc/an4_train.fileids',
    'file/audio-missing an4/etc/an4_train.transcription',
  ]);
  expect(recognition.isOwnText?.('an4/etc/an4.dic')).toBe(true);
});
