package token

import (
	_ "embed"
	"math/bits"
)

// A vocabulary maps the bytes of each token to its rank: its id, and the order
// in which byte pair encoding prefers it (the lowest first).
//
// It is a perfect hash table, used in the form in which it is embedded:
//
//	buckets uint32, slots uint32
//	pairs   [1 << 16]uint32   the ranks of the tokens of two bytes
//	pilots  [buckets]uint16
//	slots   [slots]uint32     record offset << fingerprintBits | fingerprint
//	records                   length << 24 | rank, then the bytes of the token
//
// A key's hash chooses a bucket, the bucket's pilot turns the hash into a slot,
// and the pilots were chosen so that no two tokens share one. So a key is
// decided by one slot: mostly by its fingerprint when it is no token, and by
// comparing the bytes when it is.
type vocabulary struct {
	pairs, pilots, slots, records string

	buckets, size uint64
	limit         uint32 // ranks from here on belong to a larger vocabulary that shares the table
	joins         int    // where its joins are in a class
}

//go:embed tables/cl100k.bin
var tableCL100K string

//go:embed tables/o200k.bin
var tableO200K string

//go:embed tables/p50k.bin
var tableP50K string

const (
	fingerprintBits = 10
	fingerprintMask = 1<<fingerprintBits - 1
	pairsSize       = 4 << 16
	recordHead      = 4
	rankMask        = 1<<24 - 1

	// noRank is the rank of what is no token. It is above every rank.
	noRank = 1<<32 - 1
)

func openVocabulary(table string, limit uint32, joins int) vocabulary {
	buckets, size := le32(table, 0), le32(table, 4)
	pilots := 8 + pairsSize
	slots := pilots + 2*int(buckets)
	records := slots + 4*int(size)
	return vocabulary{
		pairs:   table[8:pilots],
		pilots:  table[pilots:slots],
		slots:   table[slots:records],
		records: table[records:],
		buckets: uint64(buckets),
		size:    uint64(size),
		limit:   limit,
		joins:   joins,
	}
}

// rank returns the rank of s[from:to], or noRank. All time goes here, so word
// and record are written out.
func (v *vocabulary) rank(s string, from, to int) uint32 {
	n := to - from
	switch {
	case n == 2:
		return v.within(le32(v.pairs, 4*int(le16(s, from))))
	case n > 8:
		return v.rankLong(s[from:to])
	}
	unused := 64 - 8*uint(n)
	var key uint64
	if from+8 <= len(s) {
		key = le64(s, from) << unused >> unused
	} else {
		key = word(s, from, n)
	}
	hash := hashWord(key, n)
	bucket, _ := bits.Mul64(hash, v.buckets)
	pilot := le16(v.pilots, 2*int(bucket))
	slot := le32(v.slots, 4*slotOf(hash, pilot, v.size))
	if slot&fingerprintMask != uint32(hash)&fingerprintMask {
		return noRank
	}
	at := int(slot >> fingerprintBits)
	head := le32(v.records, at)
	if int(head>>24) != n || (le64(v.records, at+recordHead)^key)<<unused != 0 {
		return noRank
	}
	return v.within(head & rankMask)
}

// rankLong is rank for more than eight bytes.
func (v *vocabulary) rankLong(key string) uint32 {
	if len(key) > maxToken {
		return noRank
	}
	at := v.record(hashLong(key))
	head := le32(v.records, at)
	if int(head>>24) != len(key) || v.records[at+recordHead:at+recordHead+len(key)] != key {
		return noRank
	}
	return v.within(head & rankMask)
}

func (v *vocabulary) within(rank uint32) uint32 {
	if rank >= v.limit {
		return noRank
	}
	return rank
}

// record returns the offset of the only record that a key of this hash can
// have. It is that of the empty token where the fingerprint rules out all.
func (v *vocabulary) record(hash uint64) int {
	bucket, _ := bits.Mul64(hash, v.buckets)
	pilot := le16(v.pilots, 2*int(bucket))
	slot := le32(v.slots, 4*slotOf(hash, pilot, v.size))
	if slot&fingerprintMask != uint32(hash)&fingerprintMask {
		return 0
	}
	return int(slot >> fingerprintBits)
}

func slotOf(hash uint64, pilot uint16, size uint64) int {
	slot, _ := bits.Mul64((hash^uint64(pilot)*hashKey2)*hashKey1, size)
	return int(slot)
}

// maxToken bounds the length of a token in bytes: a record has a byte for it.
const maxToken = 255

const (
	hashKey1 = 0x9E3779B97F4A7C15
	hashKey2 = 0xC2B2AE3D27D4EB4F
)

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// hashWord hashes a key of at most eight bytes.
func hashWord(key uint64, n int) uint64 {
	return mix(key^hashKey1, hashKey2+uint64(n)<<1)
}

// hashLong hashes a key of more than eight bytes: whole words, then the last
// eight bytes, which may overlap the word before.
func hashLong(key string) uint64 {
	h := uint64(len(key)) * hashKey2
	for i := 0; i+8 < len(key); i += 8 {
		h = mix(h^le64(key, i), hashKey1)
	}
	return mix(h^le64(key, len(key)-8), hashKey2)
}

// word returns the n ≤ 8 bytes at s[i:], padded with zeros.
func word(s string, i, n int) uint64 {
	if i+8 <= len(s) {
		return le64(s, i) & (1<<(8*uint(n)) - 1)
	}
	var w uint64
	for k := n - 1; k >= 0; k-- {
		w = w<<8 | uint64(s[i+k])
	}
	return w
}

// The compiler turns each of these into a single load.

func le16(s string, i int) uint16 {
	s = s[i : i+2]
	return uint16(s[0]) | uint16(s[1])<<8
}

func le32(s string, i int) uint32 {
	s = s[i : i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func le64(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
