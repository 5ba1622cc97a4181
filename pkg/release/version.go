package release

import (
	"fmt"
	"slices"

	"github.com/Masterminds/semver/v3"
)

// A Bump is how far a change has to move a version.
type Bump int

// The bumps. Major is for a change that breaks callers or what reads the
// answer, Minor for one of behaviour, Patch for one of looks.
const (
	None Bump = iota
	Patch
	Minor
	Major
)

var bumpNames = []string{"none", "patch", "minor", "major"}

func (b Bump) String() string { return bumpNames[b] }

// MarshalText writes the name.
func (b Bump) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads a name.
func (b *Bump) UnmarshalText(text []byte) error {
	for at, name := range bumpNames {
		if name == string(text) {
			*b = Bump(at)
			return nil
		}
	}
	return fmt.Errorf("unknown bump %q: it is none, patch, minor or major", text)
}

// First is the version of a prompt that had none.
const First = "1.0.0"

// IsVersion reports whether text is a semantic version in full: 1.2.3, and
// what may follow it.
func IsVersion(text string) bool {
	_, err := semver.StrictNewVersion(text)
	return err == nil
}

// Next is the least version that is far enough above the given one. There is
// no exception for 0.x: whoever reads answers by program breaks all the same.
// A version that is none counts as 0.0.0.
func Next(version string, b Bump) string {
	v := parse(version)
	var next semver.Version
	switch b {
	case Patch:
		next = v.IncPatch()
	case Minor:
		next = v.IncMinor()
	case Major:
		next = v.IncMajor()
	default:
		return version
	}
	return next.String()
}

// Compare orders versions as semver.org does; what is no version is lowest.
func Compare(a, b string) int {
	va, errA := semver.StrictNewVersion(a)
	vb, errB := semver.StrictNewVersion(b)
	switch {
	case errA != nil && errB != nil:
		return 0
	case errA != nil:
		return -1
	case errB != nil:
		return 1
	}
	return va.Compare(vb)
}

// Between is the bump that leads from one version to another: the highest part
// that grew. It is None where the second is not above the first.
func Between(from, to string) Bump {
	a, b := parse(from), parse(to)
	switch {
	case Compare(to, from) <= 0:
		return None
	case b.Major() > a.Major():
		return Major
	case b.Minor() > a.Minor():
		return Minor
	}
	return Patch
}

func parse(text string) *semver.Version {
	v, err := semver.StrictNewVersion(text)
	if err != nil {
		return semver.New(0, 0, 0, "", "")
	}
	return v
}

// Allows reports whether a pin, such as "^1", "~1.2" or "1.4.0", allows a
// version. A pin that is no range allows nothing.
func Allows(pin, version string) bool {
	c, err := semver.NewConstraint(pin)
	if err != nil {
		return false
	}
	v, err := semver.StrictNewVersion(version)
	return err == nil && c.Check(v)
}

func sortPast(past []Past) {
	slices.SortStableFunc(past, func(a, b Past) int { return Compare(a.Version, b.Version) })
}
