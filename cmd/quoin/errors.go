package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/quoin-dev/quoin/pkg/suggest"
)

// Exit codes. They mean the same for every command; `quoin help exit-codes`
// explains them to users.
const (
	exitOK          = 0
	exitFindings    = 1 // the tool worked and found something to fail on
	exitUsage       = 2 // the command line, the configuration or an input file is wrong
	exitOutside     = 3 // something outside failed: the disk, git, Quoin itself
	exitInterrupted = 130
)

// An exitError ends a command with a code. Without an error in it, everything
// there is to say has been printed.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return "exit"
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// errFindings ends a command that has printed what it found.
func errFindings() error { return &exitError{code: exitFindings} }

// errPrinted ends a command that has printed what is wrong with its input.
func errPrinted() error { return &exitError{code: exitUsage} }

func usagef(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

func outside(err error) error { return &exitError{exitOutside, err} }

// exitCode prints an error, if there is still something to say, and returns the
// exit code. An error that nobody gave a code is about the command line.
func exitCode(err error, stderr io.Writer) int {
	var e *exitError
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE), errors.Is(err, io.ErrClosedPipe):
		return exitOK
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "quoin: interrupted")
		return exitInterrupted
	case errors.As(err, &e) && e.err == nil:
		return e.code
	}
	fmt.Fprintf(stderr, "quoin: %v\n", err)
	var write *fs.PathError
	switch {
	case e != nil:
		return e.code
	case errors.As(err, &write) && write.Op == "write": // the output: a full disk
		return exitOutside
	}
	return exitUsage
}

// flagError says what is wrong with a flag in one sentence of ours.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown)
	case errors.As(err, &value):
		return usagef("--%s: %w", value.GetFlag().Name, value.Unwrap())
	case errors.As(err, &missing):
		return usagef("--%s needs a value", missing.GetSpecifiedName())
	}
	return usagef("%w", err)
}

func unknownFlag(cmd *cobra.Command, e *pflag.NotExistError) error {
	name := e.GetSpecifiedName()
	if e.GetSpecifiedShortnames() != "" {
		return usagef("unknown flag -%s, see `%s --help`", name, cmd.CommandPath())
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near, ok := suggest.Nearest(name, names); ok {
		return usagef("unknown flag --%s, did you mean --%s?", name, near)
	}
	return usagef("unknown flag --%s, see `%s --help`", name, cmd.CommandPath())
}
