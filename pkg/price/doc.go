// Package price knows the models: what their tokens cost, how much they can
// hold, how their providers cache a prompt and how their tokens are counted,
// each with the date and the source of what it says.
//
// It keeps three rules. Money is a whole number of nano-dollars ([USD]), read
// from decimal text and summed without a float. A model that is not in the
// catalogue has no price, never a price of zero. And nothing here depends on a
// clock: whoever asks for the age of the catalogue brings the time.
//
// A catalogue is a file in a small part of TOML, one model a line, so that a
// difference between two of them reads as a list of price changes, and so that
// the more than 1,400 models of the built-in one are read in well under two
// milliseconds, and only when somebody asks:
//
//	"openai/gpt-5-mini" = { input = 0.25, cache_read = 0.025, output = 2, batch = 0.5, … }
//
// The built-in catalogue comes from the open table of genai-prices (MIT) by
// [Convert], which adds from facts.toml what that table does not say: rules of
// caching, encodings, discounts for batches, the longest output. To renew it:
//
//	GENAI_PRICES=data.json GENAI_PRICES_DATE=2026-08-21 go generate ./pkg/price
package price

//go:generate go run generate.go -from $GENAI_PRICES -date $GENAI_PRICES_DATE
