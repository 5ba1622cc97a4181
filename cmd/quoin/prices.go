package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// pricesAddress is where `quoin prices update` looks unless told otherwise.
const pricesAddress = "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/data.json"

// maxTable bounds a table of prices, in bytes.
const maxTable = 32 << 20

func newPricesCmd(a *app) *cobra.Command {
	format := newEnum("text", "json", "csv")
	cmd := &cobra.Command{
		Use:     "prices [FILTER]",
		Short:   "List the models with their prices",
		GroupID: groupMeasure,
		Long: `List the catalogue: for each model the dollars a million tokens of input, of
input that is read from the cache or written to it, and of output, the window,
how tokens are counted, and from how many tokens on a prefix is cached. FILTER
keeps the models whose name contains it. In a workspace the list is what holds
there: its own copy of the catalogue, with what quoin.toml says on top.

Exit status: 0; 1 if no model matches; 2 if a flag or quoin.toml is wrong.`,
		Example: `  quoin prices gpt-5
  quoin prices anthropic/ --format csv
  quoin prices update
  quoin prices update --from data.json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.prices(cmd.Context(), strings.Join(args, ""), format.value)
		},
	}
	format.addTo(cmd, "format", "how to print")
	cmd.AddCommand(newPricesUpdateCmd(a))
	return cmd
}

// catalogue returns the prices that hold here: those of the workspace, if there
// is one.
func (a *app) catalogue(ctx context.Context) (prices, error) {
	if _, ok := findRoot(a.dir); !ok {
		return prices{price.Default()}, nil
	}
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return prices{}, err
	}
	c, found := cost.Catalogue(w.ws)
	return prices{c}, a.stopAt(found)
}

func (a *app) prices(ctx context.Context, filter, format string) error {
	c, err := a.catalogue(ctx)
	if err != nil {
		return err
	}
	a.warnStale(c)
	var models []price.Model
	for _, m := range c.Models() {
		if strings.Contains(m.Name(), filter) {
			models = append(models, m)
		}
	}
	if len(models) == 0 {
		fmt.Fprintf(a.err, "quoin: no model has %q in its name\n", filter)
		return errFindings()
	}
	switch format {
	case "json":
		return report.PricesJSON(a.out, c.Catalogue, models)
	case "csv":
		return report.PricesCSV(a.out, models)
	}
	return report.Prices(a.out, c.Catalogue, models, a.style())
}

// warnStale says once that prices are old.
func (a *app) warnStale(c prices) {
	if c.Stale(time.Now()) && !a.quiet {
		fmt.Fprintf(a.err, "prices are of %s: `quoin prices update` refreshes them\n", c.Date.Format(time.DateOnly))
	}
}

func newPricesUpdateCmd(a *app) *cobra.Command {
	from, date := pricesAddress, ""
	cmd := &cobra.Command{
		Use:   "update",
		Short: "Put a newer catalogue into the workspace",
		Long: `Read a table of genai-prices (https://github.com/pydantic/genai-prices) and
write it as prices.toml beside quoin.toml, where every command finds it. Commit
the file: CI then counts with the same prices as you.

The table does not say of which day it is. --date does; without it a fetched
table is of the day of its last change if the server names it, else of today,
and a file is of the day of its last change, which a checkout or a copy makes
later than it was.

Besides this command only --exact, of tokens and cost, uses the network.

Exit status: 0; 2 if the table is wrong or there is no workspace; 3 if it cannot
be read or written.`,
		Example: `  quoin prices update
  quoin prices update --from data.json --date 2026-08-21`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.updatePrices(cmd.Context(), from, date) },
	}
	cmd.Flags().StringVar(&date, "date", "", "the day of the table, `YYYY-MM-DD`")
	cmd.Flags().StringVar(&from, "from", from, "the table, a `FILE` or an address")
	return cmd
}

func (a *app) updatePrices(ctx context.Context, from, date string) error {
	root, ok := findRoot(a.dir)
	if !ok {
		return usagef("there is no quoin.toml here or above: run `quoin init`, or say where with -C")
	}
	text, day, err := a.readTable(ctx, from)
	if err != nil {
		return err
	}
	if date != "" {
		if day, err = time.Parse(time.DateOnly, date); err != nil {
			return usagef("--date wants a day such as 2026-08-21, got %q", date)
		}
	}
	c, found := price.Convert(source.NewFile(from, text), price.GenAIPrices(day))
	if len(found) > 0 {
		if err := report.Text(a.err, found[:min(len(found), 3)], a.logStyle()); err != nil {
			return err
		}
		return errPrinted()
	}
	if len(c.Models()) == 0 {
		return usagef("%s: the table has no prices in it", from)
	}
	path := filepath.Join(root, workspace.PricesFile)
	if err := replaceFile(path, string(c.Marshal())); err != nil {
		return outside(plainPathError(err))
	}
	fmt.Fprintf(a.out, "wrote %s: %d models, prices of %s\n", workspace.PricesFile, len(c.Models()), c.Date.Format(time.DateOnly))
	return nil
}

// readTable reads a table from a file or an address, with the day of its last
// change as far as that is known.
func (a *app) readTable(ctx context.Context, from string) (string, time.Time, error) {
	if !strings.HasPrefix(from, "https://") && !strings.HasPrefix(from, "http://") {
		info, err := os.Stat(a.at(from))
		if err != nil {
			return "", time.Time{}, usagef("%w", plainPathError(err))
		}
		text, err := a.readAny(from)
		return text, info.ModTime(), err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, from, nil)
	if err != nil {
		return "", time.Time{}, usagef("--from: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", time.Time{}, outside(fmt.Errorf("fetch prices: %w", err))
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", time.Time{}, outside(fmt.Errorf("fetch prices: %s answered %s", from, response.Status))
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxTable+1))
	if err != nil {
		return "", time.Time{}, outside(fmt.Errorf("fetch prices: %w", err))
	}
	if len(text) > maxTable {
		return "", time.Time{}, outside(fmt.Errorf("fetch prices: %s sends more than %d MiB, which no table of prices needs", from, maxTable>>20))
	}
	day, err := http.ParseTime(response.Header.Get("Last-Modified"))
	if err != nil {
		day = time.Now()
	}
	return string(text), day, nil
}
