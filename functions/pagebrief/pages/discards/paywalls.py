"""Paywalls: the beginning of an article, and what the rest of it costs."""

from pagebrief.model import DiscardReason
from pagebrief.pages.discards.kinds import Hint, kind

PAYWALL = kind(
    DiscardReason.PAYWALL,
    own=130,
    visible=1200,
    comes_last=True,
    headings=r"""
        (?:subscribe|sign up|register|join|log in)(?: now)? to (?:continue reading|keep reading
            |read (?:more|on|the full (?:story|article))|unlock.{0,30})
        (?:continue|keep) reading with .{2,60}
        want to (?:read|keep reading) .{0,20}
        (?:member-only|members-only|subscriber-only|subscribers only|premium) (?:story|article|content)
        paid (?:episode|post)
        (?:jetzt )?weiterlesen mit .{2,40}
        sie möchten weiterlesen
        nur für abonnenten
        (?:exklusiv|inhalt) für abonnenten
        (?:article |contenu )?réservé aux abonnés
        (?:contenido |artículo )?(?:exclusivo|solo) para suscriptores
        (?:contenuto |articolo )?(?:riservato agli|esclusivo per gli|solo per) abbonati
        (?:conteúdo |matéria )?exclusiv[oa] para assinantes
        verder lezen
        (?:alleen|exclusief) voor abonnees
    """,
    sentences=r"""
        (?:this|the) (?:article|story|content|post|episode) is (?:only |exclusively )?(?:for|available to
            |reserved for) (?:paid |paying |our )?(?:subscribers|members)
        available to (?:members|subscribers) only
        only available (?:for|to) (?:[\w']{1,20} ){0,4}(?:subscribers|members)
        (?:to (?:read|continue reading|see) (?:the (?:full|rest|whole)|this|more).{0,30}(?:subscribe|start
            |sign|become|join|register))
        (?:subscribe|register|sign up|become a (?:subscriber|member)|create (?:a free
            |an) account)(?: \w+){0,5} to (?:continue|keep reading|read (?:the|this|more|full))
        (?:become a (?:subscriber|member)|register(?: for free)?) to (?:read|continue|keep)
        (?:you've|you have) (?:reached your|read all|used (?:all|up)|run out of).{0,30}free (?:articles?
            |stories)
        (?:keep|continue) reading with (?:a|your) .{0,30}(?:trial|subscription|account)
        read (?:this|the full) (?:story|article) with a subscription
        (?:preview of subscription content|access via your institution)
        dieser (?:artikel|inhalt|beitrag) ist (?:nur|exklusiv) für (?:unsere )?(?:abonnent|mitglied|plus)
        registrieren sie sich.{0,30},? um (?:diesen artikel|weiterzulesen)
        (?:weiterlesen|artikel lesen) mit (?:dem |einem )?(?:\w+[- ])?(?:abo|plus)
        il vous reste \d{1,3} ?% de cet article
        (?:la suite|cet article|ce contenu) (?:de cet article )?est réservée?
        pour lire la suite.{0,30}abonnez-vous
        abonnez-vous pour (?:lire|continuer)
        suscríbete para (?:seguir|continuar|leer)
        (?:abbonati|registrati) per (?:continuare|leggere|proseguire)
        assine (?:para|e) (?:continuar|ler|continue)
        dit artikel is (?:alleen|exclusief) voor abonnees
    """,
    controls=r"""
        already (?:a |an |have an? )?(?:paid )?(?:subscriber|subscription|member|account).{0,40}
        i'm already a subscriber
        (?:see |view )?(?:subscription options|subscribe now|start (?:your )?(?:free )?trial
            |choose your plan|access options)
        cancel any ?time.{0,20}
        jederzeit kündbar
        sans engagement
        .{0,40}(?:€|\$|£)\s?\d+(?:[.,]\d\d)? (?:for|a|per|im|par|al|vanaf) .{1,20}
        (?:sie (?:sind|haben) bereits).{0,40}
        bereits (?:abonnent|registriert).{0,30}
        jetzt (?:testen|abonnieren)
        déjà abonnée?.{0,40}
        je m'abonne.{0,40}
        ¿?ya eres suscriptor.{0,40}
        sei già abbonat[oa].{0,30}
        já é assinante.{0,30}
        al abonnee.{0,30}
    """,
    hints=((Hint.NOT_FREE, 1),),
)
