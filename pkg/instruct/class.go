package instruct

// A class is a closed set of words that the code knows by name. Its words are in
// lexicon/grammar.toml.
type class uint8

// The classes of the grammar. Those of acts stand together, at the end.
const (
	classAbsolute class = iota
	classActor
	classActorModifier
	classAdjunctPreposition
	classAdjunctStop
	classAmbiguous
	classAnswer
	classAuxiliary
	classBanned
	classBegin
	classBoundWord
	classBounding
	classCase
	classClash
	classComplement
	classConditionStop
	classConditionTail
	classDataHeading
	classDataLabel
	classDeterminer
	classDirectiveModal
	classDiscard
	classElementTail
	classExempting
	classField
	classFinish
	classGoverningPreposition
	classHostPreposition
	classHostStop
	classImperative
	classInputHeading
	classLexicalNegator
	classLimit
	classManner
	classMeasuring
	classModal
	classNegator
	classNounFirst
	classObjectEnd
	classObserve
	classOpener
	classOrdering
	classPayload
	classPlainAdjective
	classPlainLabel
	classPresent
	classPrioritize
	classProduce
	classProhibiting
	classPurposeStop
	classSelf
	classShould
	classStop
	classTellsIf
	classTellsWhen
	classUse
	classWeak
	classWording
	classActUse
	classActTell
	classActAsk
	classActPut
	classActChange
	classActRemove
	classActRun
	classActMake
	classActGive
	classActCheck
	classCount
)

var classNames = [classCount]string{
	classAbsolute:             "absolute",
	classActor:                "actor",
	classActorModifier:        "actor-modifier",
	classAdjunctPreposition:   "adjunct-preposition",
	classAdjunctStop:          "adjunct-stop",
	classAmbiguous:            "ambiguous",
	classAnswer:               "answer",
	classAuxiliary:            "auxiliary",
	classBanned:               "banned",
	classBegin:                "begin",
	classBoundWord:            "bound-word",
	classBounding:             "bounding",
	classCase:                 "case",
	classClash:                "clash",
	classComplement:           "complement",
	classConditionStop:        "condition-stop",
	classConditionTail:        "condition-tail",
	classDataHeading:          "data-heading",
	classDataLabel:            "data-label",
	classDeterminer:           "determiner",
	classDirectiveModal:       "directive-modal",
	classDiscard:              "discard",
	classElementTail:          "element-tail",
	classExempting:            "exempting",
	classField:                "field",
	classFinish:               "finish",
	classGoverningPreposition: "governing-preposition",
	classHostPreposition:      "host-preposition",
	classHostStop:             "host-stop",
	classImperative:           "imperative",
	classInputHeading:         "input-heading",
	classLexicalNegator:       "lexical-negator",
	classLimit:                "limit",
	classManner:               "manner",
	classMeasuring:            "measuring",
	classModal:                "modal",
	classNegator:              "negator",
	classNounFirst:            "noun-first",
	classObjectEnd:            "object-end",
	classObserve:              "observe",
	classOpener:               "opener",
	classOrdering:             "ordering",
	classPayload:              "payload",
	classPlainAdjective:       "plain-adjective",
	classPlainLabel:           "plain-label",
	classPresent:              "present",
	classPrioritize:           "prioritize",
	classProduce:              "produce",
	classProhibiting:          "prohibiting",
	classPurposeStop:          "purpose-stop",
	classSelf:                 "self",
	classShould:               "should",
	classStop:                 "stop",
	classTellsIf:              "tells-if",
	classTellsWhen:            "tells-when",
	classUse:                  "use",
	classWeak:                 "weak",
	classWording:              "wording",
	classActUse:               "act:use",
	classActTell:              "act:tell",
	classActAsk:               "act:ask",
	classActPut:               "act:put",
	classActChange:            "act:change",
	classActRemove:            "act:remove",
	classActRun:               "act:run",
	classActMake:              "act:make",
	classActGive:              "act:give",
	classActCheck:             "act:check",
}

// classes is a set of them.
type classes [(classCount + 63) / 64]uint64

func (s classes) with(c class) classes {
	s[c/64] |= 1 << (c % 64)
	return s
}

func (s classes) has(c class) bool { return s[c/64]&(1<<(c%64)) != 0 }

func (s classes) or(o classes) classes {
	for i := range s {
		s[i] |= o[i]
	}
	return s
}
