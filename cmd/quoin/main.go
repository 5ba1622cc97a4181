// Quoin treats prompts as code: it composes them from fragments, checks them
// and says where every line came from.
//
// This package is the process: streams, environment, flags and exit codes. A
// command is one file that turns its flags into one call of a library and
// hands the result to one printer.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	// A command reads, prints and ends, so most of what it makes is still in
	// use when it does: collecting garbage less often takes a tenth of the time
	// off a large workspace.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(250)
	}
	// A reader that goes away, as in `quoin lint | head`, ends the writing
	// with an error, not the process with a signal. Caught, unlike ignored, it
	// stays what it is for the processes that this one starts.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first interrupt asks the command to end, the second ends it.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv)
	stop()
	os.Exit(code)
}
