package price_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/quoin-dev/quoin/pkg/price"
)

func TestParseUSDIsExactOrAnError(t *testing.T) {
	for _, tc := range []struct {
		text string
		want price.USD
		ok   bool
	}{
		{"0", 0, true},
		{"0.25", 250_000_000, true},
		{"-12", -12 * price.Dollar, true},
		{"0.000000001", price.Nano, true},
		{"0.0000000010", price.Nano, true},
		{"9223372036.854775807", price.MaxUSD, true},
		{"9223372036.854775808", 0, false},
		{"0.0000000001", 0, false},
		{"99999999999999999999", 0, false},
		{"", 0, false},
		{".5", 0, false},
		{"5.", 0, false},
		{"1e3", 0, false},
		{"1,000", 0, false},
		{"0.123456789x", 0, false},
		{"--1", 0, false},
	} {
		got, err := price.ParseUSD(tc.text)
		if got != tc.want || (err == nil) != tc.ok {
			t.Errorf("ParseUSD(%q) = %d, %v, want %d", tc.text, got, err, tc.want)
		}
	}
}

func TestUSDReadsLikeMoney(t *testing.T) {
	for text, want := range map[string]string{
		"0":           "$0.00",
		"0.0045":      "$0.0045",
		"0.00451":     "$0.0045",
		"0.000000001": "$0.000000001",
		"0.0000012":   "$0.0000012",
		"0.00996":     "$0.01",
		"0.0996":      "$0.10",
		"0.0951":      "$0.095",
		"0.05":        "$0.05",
		"0.055":       "$0.055",
		"0.5":         "$0.50",
		"0.999":       "$1.00",
		"12.3":        "$12.30",
		"999.994":     "$999.99",
		"999.999":     "$1,000",
		"1402":        "$1,402",
		"1402.5":      "$1,403",
		"1234567":     "$1,234,567",
		"-0.0045":     "-$0.0045",
		"-1402":       "-$1,402",
	} {
		amount, err := price.ParseUSD(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := amount.String(); got != want {
			t.Errorf("%s reads %s, want %s", text, got, want)
		}
	}
	if got, want := price.USD(math.MinInt64).String(), "-$9,223,372,037"; got != want {
		t.Errorf("the lowest amount reads %s, want %s", got, want)
	}
}

func TestTimesStaysAtTheLimits(t *testing.T) {
	for _, tc := range []struct {
		amount price.USD
		n      int64
		want   price.USD
	}{
		{3 * price.Cent, 120_000, 3600 * price.Dollar},
		{price.MaxUSD, 2, price.MaxUSD},
		{price.MaxUSD, -2, math.MinInt64},
		{math.MinInt64, -1, price.MaxUSD},
		{math.MinInt64, 1, math.MinInt64},
		{price.Dollar, 0, 0},
	} {
		if got := tc.amount.Times(tc.n); got != tc.want {
			t.Errorf("%d times %d = %d, want %d", tc.amount, tc.n, got, tc.want)
		}
	}
}

func FuzzUSDSurvivesItsText(f *testing.F) {
	f.Add(int64(0))
	f.Add(int64(math.MaxInt64))
	f.Add(int64(-4_500_000))
	f.Fuzz(func(t *testing.T, nano int64) {
		amount := price.USD(nano)
		if nano == math.MinInt64 {
			return // its size has no positive counterpart
		}
		text, _ := amount.MarshalText()
		var back price.USD
		if err := back.UnmarshalText(text); err != nil || back != amount {
			t.Fatalf("%d as %s is read as %d, %v", amount, text, back, err)
		}
	})
}

// FuzzCostIsExact holds the sum in 128 bits against arithmetic without bounds.
func FuzzCostIsExact(f *testing.F) {
	f.Add(uint32(1200), uint32(900), uint32(220), int64(250_000_000), int64(25_000_000), int64(2_000_000_000))
	f.Add(uint32(math.MaxUint32), uint32(math.MaxUint32), uint32(math.MaxUint32), int64(math.MaxInt64), int64(math.MaxInt64), int64(math.MaxInt64))
	f.Fuzz(func(t *testing.T, input, cached, output uint32, in, read, out int64) {
		if in < 0 || read < 0 || out < 0 {
			return
		}
		m := price.Model{Rates: price.Rates{Input: price.USD(in), CacheRead: price.USD(read), Output: price.USD(out)}, Batch: 0.5}
		u := price.Usage{Input: int(input), CachedRead: int(cached), Output: int(output)}
		want := new(big.Int)
		for _, part := range [][2]int64{{int64(input), in}, {int64(cached), read}, {int64(output), out}} {
			want.Add(want, new(big.Int).Mul(big.NewInt(part[0]), big.NewInt(part[1])))
		}
		check := func(name string, got price.USD, divisor int64) {
			rounded := new(big.Int).Add(want, big.NewInt(divisor/2))
			rounded.Div(rounded, big.NewInt(divisor))
			if !rounded.IsInt64() {
				rounded.SetInt64(math.MaxInt64)
			}
			if int64(got) != rounded.Int64() {
				t.Errorf("%s cost is %d, want %s", name, got, rounded)
			}
		}
		check("full", m.Cost(u), 1_000_000)
		u.Batch = true
		check("batch", m.Cost(u), 2_000_000)
	})
}
