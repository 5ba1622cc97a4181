package main

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestAnOverlayIsAFileSystem(t *testing.T) {
	disk := fstest.MapFS{"a.md": {Data: []byte("old")}, "dir/b.md": {Data: []byte("b")}}
	o := overlay{disk, map[string]string{"a.md": "newer"}}
	for name, want := range map[string]string{"a.md": "newer", "dir/b.md": "b"} {
		text, err := fs.ReadFile(o, name)
		if err != nil || string(text) != want {
			t.Errorf("%s holds %q, %v", name, text, err)
		}
		info, err := fs.Stat(o, name)
		if err != nil || info.Size() != int64(len(want)) || !info.Mode().IsRegular() {
			t.Errorf("%s is %v, %v", name, info, err)
		}
	}
	o.texts["dir/new.md"] = "new"
	o.texts["other/deep/c.md"] = "c"
	for dir, want := range map[string]string{
		".": "[- a.md d dir/ d other/]", "dir": "[- b.md - new.md]", "other": "[d deep/]", "other/deep": "[- c.md]",
	} {
		entries, err := fs.ReadDir(o, dir)
		if err != nil {
			t.Errorf("%s: %v", dir, err)
		}
		var got []string
		for _, e := range entries {
			got = append(got, strings.Fields(fs.FormatDirEntry(e))...)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s holds %v, want %s", dir, got, want)
		}
	}
	if _, err := fs.ReadDir(o, "missing"); err == nil {
		t.Error("a folder that is not there can be read")
	}
}
