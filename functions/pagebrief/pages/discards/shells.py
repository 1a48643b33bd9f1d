"""Parked domains, and shells that only a script, or a second request, would fill."""

from pagebrief.model import DiscardReason
from pagebrief.pages.discards.kinds import Hint, kind

PARKED_DOMAIN = kind(
    DiscardReason.PARKED_DOMAIN,
    own=60,
    visible=350,
    headings=r"""
        (?:[\w-]{1,60}\.[a-z]{2,15} |this domain(?: name)? |the domain(?: name)? )?(?:is
            |may be) (?:for sale|available for purchase)
        domain (?:parked|for sale)
        parked domain
        (?:[\w-]{1,60}\.[a-z]{2,15}|diese domain) steht zum verkauf
        welcome to nginx
        apache2? .{0,20}default page
        it works
        iis windows server
        .{0,20}default (?:web )?(?:site )?page
        (?:web)?site coming soon
        coming soon
        under construction
        future home of .{2,60}
    """,
    sentences=r"""
        (?:this|the) domain(?: name)?(?: [\w.-]{3,60})? (?:is|may be|could be) (?:(?:listed )?for sale
            |parked|available)
        (?:buy|purchase|acquire|inquire about) (?:this|the) domain
        offering it for sale
        (?:sponsored listings|related searches)
        domain (?:has|was) (?:just )?been (?:just )?registered
        (?:default|placeholder) page of
        web server is (?:successfully )?installed
        if you see this page, the
        diese domain (?:steht zum verkauf|ist zu verkaufen|wurde (?:erfolgreich )?registriert
            |ist (?:geparkt|reserviert))
        domain kaufen
        bietet diese domain
        hier entsteht (?:eine|in kürze)
        (?:nom de )?domaine est à vendre
        propriétaire du domaine
        (?:este|el) dominio está (?:en venta|a la venta)
        comprar este dominio
        (?:questo|il) dominio è in vendita
        proprietario del dominio
        domínio está à venda
        compre este domínio
        (?:deze )?domein(?:naam)? is te koop
        bod op deze domein
    """,
    controls=r"""
        make an offer
        buy now.{0,30}
        buy this domain
        or make an offer
        .{0,20}is for sale
    """,
)

EMPTY_SHELL = kind(
    DiscardReason.EMPTY_SHELL,
    own=30,
    visible=80,
    headings=r"""
        (?:loading|laden|wird geladen|chargement|cargando|caricamento|carregando
            |bezig met laden)(?: (?:please wait|page|app|application))?
        javascript (?:is )?(?:not available|disabled|required)
        redirecting(?: to .{1,200})?
    """,
    sentences=r"""
        (?:enable|activate|turn on|requires?|need) javascript
        javascript (?:is (?:disabled|required|not (?:available|enabled))|enabled|required|must be enabled)
        without javascript
        javascript ist deaktiviert
        (?:aktivieren|schalten) sie (?:bitte )?javascript
        javascript (?:aktivieren|einschalten)
        (?:activer|activez) (?:le )?javascript
        (?:habilitar|activar|habilita|activa) (?:el )?javascript
        (?:abilitare|attivare|abilita|attiva) javascript
        (?:ativar|habilitar|ative|habilite) (?:o )?javascript
        (?:schakel|zet) javascript (?:in|aan)
        javascript (?:inschakelen|in te schakelen)
        (?:redirecting|you are being redirected) to
    """,
    hints=((Hint.EMPTY_ROOT, 2), (Hint.FORWARDING, 2)),
)
