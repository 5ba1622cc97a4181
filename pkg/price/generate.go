//go:build ignore

// Generate writes catalogue.toml from a data.json of genai-prices.
package main

import (
	"flag"
	"log"
	"os"
	"time"

	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/source"
)

func main() {
	log.SetFlags(0)
	from := flag.String("from", "", "the data.json of genai-prices")
	date := flag.String("date", "", "the day of that file, such as 2026-08-21")
	flag.Parse()
	day, err := time.Parse(time.DateOnly, *date)
	if err != nil {
		log.Fatal(err)
	}
	text, err := os.ReadFile(*from)
	if err != nil {
		log.Fatal(err)
	}
	catalogue, found := price.Convert(source.NewFile(*from, string(text)), price.GenAIPrices(day))
	for _, d := range found {
		log.Fatal(d)
	}
	if err := os.WriteFile("catalogue.toml", catalogue.Marshal(), 0o644); err != nil {
		log.Fatal(err)
	}
}
