"""Contracts of every shape that the model accepts, for property tests.

`contrats()` draws whole contracts; each type of the model has its own strategy. Valid here means
accepted by the model: the checks of `ctai_docs.rules` may well find fault with what is drawn.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from ctai_docs.contract.model import (
    Annexe,
    Article,
    AutresFinanceurs,
    Axe,
    Beneficiaire,
    BlocThematique,
    Budget,
    Case,
    Cible,
    Compte,
    Contrat,
    Contribution,
    ContributionCollectivite,
    Controles,
    Couleur,
    Deliberation,
    Exercice,
    FicheAction,
    Financement,
    Habilitation,
    Imputation,
    Indicateur,
    Indicateurs,
    LignePropre,
    Numerotation,
    Organe,
    Outil,
    Partie,
    Personne,
    Porteur,
    Precedent,
    Presentation,
    Rubrique,
    Secretaire,
    Silence,
    StatutDeliberation,
    StatutMontant,
    TypePartie,
    Valeurs,
    Versement,
)
from ctai_docs.machine.characters import refused

TRICKY = (
    *("- tiret", "clé: valeur", "a #b", "#", "~", "null", "oui", "7.10", "0012", "2026-01-01"),
    *("« guillemets »", 'dit "non"', "l'État", "{{ x }}", "{% if %}", "& < >", "[a, b]", "*ancre"),
    *("\\n", "? clé", "| bloc", "> bloc", "@", "`code`", "...", "---", "<<", "% directive", "!tag"),
    *("\N{NO-BREAK SPACE}fin\N{NO-BREAK SPACE}", "العربية", "😀", "e\N{COMBINING ACUTE ACCENT}"),
    *("\N{LINE SEPARATOR}", "a\x85b", "une\ttabulation", "x" * 1100),
)
"""Texts that YAML, Jinja or XML could take for something else."""

_XML = st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cn"]).filter(
    lambda sign: not any(refused(sign))
)
LEFT_OUT = {
    Partie: {"logo"},  # a file
    Annexe: {"fichier"},  # a file
    Deliberation: {"presence", "vote"},  # numbers, which the YAML writer is not given yet
}
DRAWN = {}
"""The fields that the strategies draw, by model: a test compares them with those there are."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def lignes():
    """Return a strategy of texts on one line, as the model keeps them: stripped, never empty."""
    drawn = st.one_of(st.text(_XML, min_size=1, max_size=30), st.sampled_from(TRICKY))
    return drawn.map(str.strip).filter(bool)


def textes():
    """Return a strategy of texts of any legal content, of several lines, empty ones too."""
    line = st.one_of(st.just(""), st.just("  en retrait"), st.text(_XML, max_size=30), lignes())
    return st.lists(line, max_size=6).map("\n".join)


def cles():
    """Return a strategy of keys."""
    rest = st.text(_LETTERS + "_-", max_size=8)
    return st.builds(str.__add__, st.sampled_from(_LETTERS), rest)


def montants():
    """Return a strategy of amounts, to the cent."""
    return st.decimals(0, 9_999_999, places=2)


def jours():
    """Return a strategy of dates."""
    return st.dates(date(1990, 1, 1), date(2099, 12, 31))


def cibles():
    """Return a strategy of targets, with a number and without."""
    known = st.sampled_from(
        ("50", "228 h", "80 %", "9 mois", "1 ETP", "6/12", "15 en moyenne", "à définir", "1 200")
    )
    return st.one_of(known, lignes().filter(lambda text: len(text) < 300)).map(Cible.read)


def build(model, **fields):
    """Return a strategy of `model`: each field drawn, or left out when it has a default."""
    DRAWN[model] = set(fields)
    required = {k: v for k, v in fields.items() if model.model_fields[k].is_required()}
    optional = {k: v for k, v in fields.items() if k not in required}
    drawn = st.fixed_dictionaries(required, optional=optional)
    return drawn.map(lambda values: model(**values))


def several(strategy, min_size=0, max_size=2):
    """Return a strategy of tuples."""
    return st.lists(strategy, min_size=min_size, max_size=max_size).map(tuple)


def _open(model, values, **fields):
    """Return a strategy of a model that takes the keys of the form beside its own."""
    free = cles().filter(lambda key: key not in model.model_fields and not key.startswith("_"))
    rows = st.dictionaries(free, values, max_size=3)
    return st.tuples(build_values(fields), rows).map(lambda pair: model(**(pair[1] | pair[0])))


def build_values(fields):
    """Return a strategy of some of these fields, by name."""
    return st.fixed_dictionaries({}, optional=fields)


def personnes():
    """Return a strategy of people."""
    titres = several(lignes())
    return build(Personne, civilite=lignes(), nom=lignes(), fonction=lignes(), titres=titres)


def habilitations():
    """Return a strategy of acts by which a party may sign."""
    texts = {name: lignes() for name in ("nature", "organe", "numero", "code_actes")}
    return build(Habilitation, date=jours(), **texts)


def parties():
    """Return a strategy of parties; no logo, which would be a file."""
    texts = {name: lignes() for name in ("nom", "court", "siege", "siret")}
    return build(
        Partie,
        cle=cles(),
        type=st.sampled_from(TypePartie),
        representants=several(personnes()),
        habilitation=habilitations(),
        **texts,
    )


def contributions():
    """Return a strategy of what a party pays for a year."""
    statut = st.sampled_from(StatutMontant)
    return build(
        Contribution, payeur=cles(), montant=montants(), statut=statut, en_lettres=lignes()
    )


def exercices():
    """Return a strategy of budget years: civil ones, and others."""
    civil = st.integers(2000, 2099).map(lambda n: {"cle": str(n)})
    other = st.fixed_dictionaries({"cle": cles(), "debut": jours(), "fin": jours()})
    paid = st.fixed_dictionaries({}, optional={"contributions": several(contributions())})
    return st.tuples(st.one_of(civil, other), paid).map(
        lambda pair: Exercice.model_validate(pair[0] | pair[1])
    )


def versements():
    """Return a strategy of ways to pay."""
    names = ("programme", "action", "sous_action", "activite")
    compte = build(Compte, titulaire=lignes(), iban=lignes(), bic=lignes())
    payee = build(Beneficiaire, partie=cles(), nom=lignes(), montant=montants(), compte=compte)
    return build(
        Versement,
        imputation=build(Imputation, **{name: lignes() for name in names}),
        ordonnateur=lignes(),
        comptable=lignes(),
        beneficiaires=several(payee),
    )


def cases():
    """Return a strategy of ticked boxes: of the form, and own ones."""
    ticked = st.builds(Case, cle=cles(), precision=st.none() | lignes())
    return st.one_of(ticked, st.builds(Case, libelle=lignes(), precision=st.none() | lignes()))


def indicateurs_propres():
    """Return a strategy of the rows that an action adds."""
    return build(Indicateur, libelle=lignes(), cible=cibles(), description=lignes())


def valeurs():
    """Return a strategy of the answers to a table of the form."""
    own = {"propres": several(indicateurs_propres()), "commentaires": textes()}
    return _open(Valeurs, st.none() | cibles(), **own)


def blocs():
    """Return a strategy of the answers to a block of qualitative indicators."""
    return _open(
        BlocThematique,
        st.none() | cibles(),
        propres=several(indicateurs_propres(), max_size=1),
        commentaires=textes(),
        nature=several(cases()),
        outils=several(build(Outil, nom=lignes(), description=lignes())),
        texte=textes(),
    )


def budgets():
    """Return a strategy of budgets, with every line of the form and own ones."""
    own = build(LignePropre, libelle=lignes(), montant=montants())
    phrase = lignes().filter(lambda text: not text[0].isdigit())
    return build(
        Budget,
        subvention_p104=montants(),
        reserve=lignes(),
        reliquats=montants(),
        contribution_collectivite=build(
            ContributionCollectivite,
            montant=montants(),
            financements_directs=montants(),
            contributions_nature=montants(),
        ),
        autres_financeurs=_open(
            AutresFinanceurs,
            build(Financement, montant=montants(), precision=lignes()),
            propres=several(own),
            montant=montants(),
        ),
        depenses=several(own),
        cout_total=montants(),
        cout_unitaire=st.one_of(montants(), phrase),
        commentaires=textes(),
    )


def indicateurs():
    """Return a strategy of part 3 of the form."""
    return build(
        Indicateurs,
        liste=textes(),
        propres=several(indicateurs_propres()),
        commentaires=textes(),
        beneficiaires=valeurs(),
        acteurs=valeurs(),
        blocs=st.dictionaries(cles(), blocs(), max_size=2),
    )


def fiches():
    """Return a strategy of fiches-actions."""
    texts = ("commentaires_porteurs", "public_cible", "description", "calendrier", "territoire")
    return build(
        FicheAction,
        cle=cles(),
        intitule=lignes(),
        axe=cles(),
        sous_theme=lignes(),
        rubriques=several(build(Rubrique, libelle=lignes(), texte=textes())),
        exercice=cles(),
        porteurs=several(
            build(Porteur, nom=lignes(), court=lignes(), role=lignes(), presentation=textes())
        ),
        portage=several(cases()),
        selection=several(cases()),
        thematiques=several(cles()),
        debut=jours(),
        fin=jours(),
        partenaires=several(cases()),
        commentaires_partenaires=textes(),
        budget=budgets(),
        indicateurs=indicateurs(),
        **{name: textes() for name in texts},
    )


def deliberations():
    """Return a strategy of deliberations, without presence nor vote."""
    personne = personnes()
    lines = ("numero", "objet", "service", "code_actes", "matiere_actes", "nature_actes")
    texts = ("visas", "considerants", "dispositif")
    return build(
        Deliberation,
        partie=cles(),
        organe=st.sampled_from(Organe),
        seance=jours(),
        statut=st.sampled_from(StatutDeliberation),
        rapporteur=personne,
        expose=textes(),
        commissions=several(lignes()),
        president=personne,
        secretaire=build(
            Secretaire,
            civilite=lignes(),
            nom=lignes(),
            fonction=lignes(),
            titres=several(lignes()),
            membre=st.booleans(),
        ),
        droit_local=st.booleans(),
        **{name: lignes() for name in lines},
        **{name: several(textes()) for name in texts},
    )


def contrats():
    """Return a strategy of whole contracts."""
    names = ("collectivite", "territoire", "lieu_signature", "tribunal")
    controles = build(
        Controles,
        seuil_part_etat=st.integers(1, 100),
        silences=several(build(Silence, code=lignes(), chemin=lignes(), motif=lignes())),
    )
    return build(
        Contrat,
        edition=lignes(),
        debut=jours(),
        fin=jours(),
        renouvelable=st.booleans(),
        precedent=build(Precedent, periode=lignes(), signature=lignes()),
        parties=several(parties(), min_size=2, max_size=3),
        communes_associees=several(lignes()),
        pilote=cles(),
        temoins=several(personnes()),
        date_signature=jours(),
        date_effet=jours(),
        preambule=textes(),
        public=textes(),
        exercices=several(exercices(), min_size=1),
        total_contributions=montants(),
        versement=versements(),
        numerotation=st.sampled_from(Numerotation),
        axes=several(
            build(Axe, cle=cles(), intitule=lignes(), avant_propos=textes(), montant=montants())
        ),
        articles=st.none() | several(build(Article, cle=cles(), titre=lignes(), texte=textes())),
        annexes=several(build(Annexe, cle=cles(), intitule=lignes())),
        fiches=several(fiches()),
        deliberations=several(deliberations(), max_size=1),
        presentation=build(
            Presentation,
            coup_d_oeil=st.booleans(),
            couleur=st.none() | st.from_regex("[0-9A-F]{6}", fullmatch=True).map(Couleur),
        ),
        controles=controles,
        **{name: lignes() for name in names},
    )
