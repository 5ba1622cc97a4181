package main

import (
	"io/fs"
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
	if entries, err := fs.ReadDir(o, "."); err != nil || len(entries) != 2 {
		t.Errorf("the root holds %v, %v", entries, err)
	}
}
