#!/usr/bin/env python3
"""Says texts by espeak-ng's library, which tells when each word and each phone begins (its command line does not).

Input, one JSON object a line: {"voice", "text", "pitch", "rate", "range"}. Output, one a line: {"pcm": base64 of 16 bit
mono samples at 22,050 Hz, "events": [["word", sample] | ["phone", sample, IPA]]}; samples count from the text's start.
"""

import base64
import ctypes
import json
import sys

SYNCHRONOUS = 2
PHONEME_EVENTS, PHONEME_IPA = 1, 2
RATE, VOLUME, PITCH, RANGE = 1, 2, 3, 4
CHARS_UTF8 = 1
END, WORD, PHONEME = 0, 1, 7


class Id(ctypes.Union):
    _fields_ = [('number', ctypes.c_int), ('name', ctypes.c_char_p), ('string', ctypes.c_char * 8)]


class Event(ctypes.Structure):
    _fields_ = [
        ('type', ctypes.c_int),
        ('unique_identifier', ctypes.c_uint),
        ('text_position', ctypes.c_int),
        ('length', ctypes.c_int),
        ('audio_position', ctypes.c_int),
        ('sample', ctypes.c_int),
        ('user_data', ctypes.c_void_p),
        ('id', Id),
    ]


espeak = ctypes.CDLL('libespeak-ng.so.1')
if espeak.espeak_Initialize(SYNCHRONOUS, 0, None, PHONEME_EVENTS | PHONEME_IPA) != 22050:
    sys.exit('espeak-ng does not speak at 22,050 Hz')

pcm = bytearray()
events = []


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
def hear(samples, count, told):
    if samples and count > 0:
        pcm.extend(ctypes.string_at(samples, 2 * count))
    at = 0
    while told[at].type != END:
        event = told[at]
        if event.type == WORD:
            events.append(['word', event.sample])
        elif event.type == PHONEME:
            events.append(['phone', event.sample, event.id.string.decode('utf-8')])
        at += 1
    return 0


espeak.espeak_SetSynthCallback(hear)

for line in sys.stdin:
    asked = json.loads(line)
    if espeak.espeak_SetVoiceByName(asked['voice'].encode()) != 0:
        sys.exit('no voice ' + asked['voice'])
    # Quiet enough that no variant clips; loudness is set later.
    for parameter, value in ((RATE, asked['rate']), (VOLUME, 35), (PITCH, asked['pitch']), (RANGE, asked['range'])):
        espeak.espeak_SetParameter(parameter, value, 0)
    pcm.clear()
    events.clear()
    text = asked['text'].encode()
    if espeak.espeak_Synth(text, len(text) + 1, 0, 1, 0, CHARS_UTF8, None, None) != 0:
        sys.exit('not said: ' + asked['text'])
    espeak.espeak_Synchronize()
    print(json.dumps({'pcm': base64.b64encode(bytes(pcm)).decode(), 'events': events}), flush=True)
