"""Writes tests/Peers/rng.json: SplitMix64 and xoshiro256** from their published definitions (https://prng.di.unimi.it), in Python integers."""
import json
import pathlib

MASK = (1 << 64) - 1


def splitmix64(state):
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return state, z ^ (z >> 31)


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro256starstar(s):
    while True:
        yield (rotl((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)


def stream(seed, keys):
    for key in keys:
        seed = splitmix64(seed)[1] ^ key
    words = []
    for _ in range(4):
        seed, word = splitmix64(seed)
        words.append(word)
    return xoshiro256starstar(words)


assert splitmix64(1234567)[1] == 6457827717110365317  # a widely published first output


def main():
    cases = []
    for seed, keys in [(0, []), (1, []), (0x0123456789ABCDEF, []), (MASK, []), (0, [0]), (0, [1]), (7, [1, 2]), (7, [2, 1]), (7, [12800, 255, 3])]:
        generator = stream(seed, keys)
        cases.append({"seed": f"{seed:016x}", "keys": keys, "outputs": [f"{next(generator):016x}" for _ in range(8)]})
    path = pathlib.Path(__file__).parent.parent / "rng.json"
    path.write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
