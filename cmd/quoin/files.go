package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// maxFile is the largest file that is read as a prompt.
const maxFile = 10 << 20

// plainPathError words an error about a path for a person: "x.md: no such
// file or directory".
func plainPathError(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", p.Path, p.Err)
	}
	return err
}

// readNamed reads a file that the command line names.
func (a *app) readNamed(path string) (string, error) {
	info, err := os.Stat(a.at(path))
	switch {
	case err != nil:
		return "", usagef("%w", plainPathError(err))
	case info.IsDir():
		return "", usagef("%s is a directory", path)
	case info.Size() > maxFile:
		return "", usagef("%s is too large: %d MB, and the limit is %d MB", path, info.Size()>>20, maxFile>>20)
	}
	f, err := os.Open(a.at(path))
	if err != nil {
		return "", usagef("%w", plainPathError(err))
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1)) // a pipe does not know its size
	switch {
	case err != nil:
		return "", usagef("%w", plainPathError(err))
	case len(text) > maxFile:
		return "", usagef("%s is too large: the limit is %d MB", path, maxFile>>20)
	}
	return string(text), nil
}

// replaceFile puts a new text in the place of a file, or makes the file, in one
// step, so that nobody ever reads half of it. A link stays a link to the file.
func replaceFile(path, text string) error {
	mode := fs.FileMode(0o644)
	switch target, err := filepath.EvalSymlinks(path); {
	case err == nil:
		info, err := os.Stat(target)
		if err != nil {
			return err
		}
		path, mode = target, info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	tmp, err := writeBeside(path, text, mode)
	if err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	return nil
}

// writeBeside writes a text into a new file in the folder of path and returns
// its name.
func writeBeside(path, text string, mode fs.FileMode) (string, error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".quoin-*")
	if err != nil {
		return "", err
	}
	_, err = tmp.WriteString(text)
	err = errors.Join(err, tmp.Chmod(mode), tmp.Sync(), tmp.Close())
	if err != nil {
		return "", errors.Join(err, os.Remove(tmp.Name()))
	}
	return tmp.Name(), nil
}

// replaceFiles replaces or makes several files below a folder and removes
// others: all of it or, if one cannot be written, nothing. Everything that can
// fail for lack of room or rights is done before the first file changes, and
// what changed is put back if a later one fails.
func replaceFiles(root string, texts map[string]string, remove []string) error {
	var undo []func() error
	back := func(err error) error {
		for _, u := range slices.Backward(undo) {
			err = errors.Join(err, u())
		}
		return err
	}
	type swap struct{ from, to string }
	var swaps []swap
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		to := filepath.Join(root, filepath.FromSlash(name))
		mode := fs.FileMode(0o644)
		if target, err := filepath.EvalSymlinks(to); err == nil {
			to = target
			if info, err := os.Stat(target); err == nil {
				mode = info.Mode().Perm()
			}
		}
		from, err := writeBeside(to, texts[name], mode)
		if err != nil {
			return back(err)
		}
		undo = append(undo, func() error {
			if err := os.Remove(from); !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			return nil
		})
		swaps = append(swaps, swap{from, to})
	}
	for _, s := range swaps {
		restore, err := keep(s.to)
		if err != nil {
			return back(err)
		}
		if err := os.Rename(s.from, s.to); err != nil {
			return back(err)
		}
		undo = append(undo, restore)
	}
	for _, name := range remove {
		path := filepath.Join(root, filepath.FromSlash(name))
		restore, err := keep(path)
		if err != nil {
			return back(err)
		}
		if err := os.Remove(path); err != nil {
			return back(err)
		}
		undo = append(undo, restore)
	}
	return nil
}

// keep returns what puts a file back as it is now.
func keep(path string) (restore func() error, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return func() error { return os.Remove(path) }, nil
	}
	if err != nil {
		return nil, err
	}
	return func() error { return replaceFile(path, string(text)) }, nil
}
