"""Loaded words: what claims a cause or a comparison, and what only sounds like it."""

from __future__ import annotations

import pytest

from tests.prose import STUDY, Lab


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return Lab(tmp_path_factory.mktemp("lab"))


HARMLESS = """
Side effects and safety were recorded.
The procedure is cost-effective according to others' models.
The effective dose was estimated, and the effective radiation dose of CT.
The effective sample size and the effective diameter are given.
Lesions were biopsy-proven.
Metastasis was histologically proven.
Myeloma was proven by biopsy or proven by core biopsy.
Disease was proven at surgery and proved to be malignant.
It was a proof of concept.
Fractures caused by osteoporosis were excluded.
Causes of death were recorded; all causes were counted.
The results in Table 2 and our results in women differ.
The search resulted in 28 records.
Exclusions resulted in {{< var participants.n >}} participants.
Imaging led to the diagnosis.
The superior endplate and the superior ramus were fractured.
The superior vena cava and the posterior superior iliac spine were seen.
Cement was placed superior to the foramen.
The cement cured for some minutes, and cured cement was seen.
The curing time was noted until the cement had cured.
Agreement was excellent; image quality was excellent.
Patients without risk factors and with no risk factors were counted.
Pain improved and function improved.
The history was remarkable for myeloma and otherwise unremarkable.
The needle was kept within the safe zone and a safe margin.
MR safe devices were used.
Events were definitely or probably related.
Thanks to all who took part.
It was effective in others [@cho2010].
The procedure was not safe, and it has not been effective.
Is the procedure safe and effective?
Whether it is effective is unknown; it is unclear how effective it may be.
""".strip().splitlines()

CLAIMS = """
The procedure is safe and effective.|safe effective
It was not only safe but effective.|safe effective
It was *safe* and **effectively** done.|safe effectively
This proves the benefit.|proves
It has proven benefit.|proven
That was proven by these data.|proven
Pain relief was caused by the treatment.|caused
The procedure causes relief.|causes
Treatment resulted in relief.|resulted in
Treatment resulted in 50% less pain.|resulted in
Treatment resulted
in relief.|resulted in
Treatment results in relief.|results in
It led to relief.|led to
It was superior to surgery.|superior to
It was clearly superior.|clearly superior
It gave superior results.|superior results
Superiority was shown.|Superiority
It cured pain.|cured
It prevented fractures.|prevented
Sacroplasty reduces pain.|reduces pain
There was no risk.|no risk
It was done without complications.|without complications
It is a remarkable finding.|remarkable
The results were dramatic.|dramatic
It definitely works.|definitely
There were excellent results.|excellent results
""".strip()


@pytest.mark.parametrize("sentence", HARMLESS)
def test_what_only_sounds_like_a_claim_is_left_alone(lab: Lab, sentence: str) -> None:
    assert lab.loaded(sentence) == []


@pytest.mark.parametrize("line", CLAIMS.replace("resulted\n", "resulted~").split("\n"))
def test_a_claim_is_found(lab: Lab, line: str) -> None:
    body, wanted = line.replace("~", "\n").rsplit("|", 1)
    assert " ".join(lab.loaded(body)) == wanted


@pytest.mark.parametrize(
    ("lang", "harmless", "claim", "wanted"),
    [
        ("de", "Die effektive Dosis war bekannt.", "Das Verfahren ist effektiv.", "effektiv"),
        ("de", "Histologisch nachgewiesen wurde es.", "Der Nutzen ist bewiesen.", "bewiesen"),
        ("fr", "La dose efficace est connue.", "Le geste est efficace.", "efficace"),
        ("es", "La dosis efectiva es conocida.", "El método es efectivo.", "efectivo"),
        ("it", "La dose efficace è nota.", "Il metodo è efficace.", "efficace"),
        ("pt", "A dose efetiva é conhecida.", "O método é efetivo.", "efetivo"),
    ],
)
def test_other_languages_too(lab: Lab, lang: str, harmless: str, claim: str, wanted: str) -> None:
    front = f"title: A\nlang: {lang}"
    assert lab.loaded(harmless, front) == []
    assert lab.loaded(claim, front) == [wanted]


def test_with_a_control_group_every_word_may_stand(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    study = STUDY + "control: those who waited\n"
    lab = Lab(tmp_path_factory.mktemp("controlled"), study)
    assert lab.loaded("The procedure is safe and effective.") == []
