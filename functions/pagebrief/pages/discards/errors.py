"""Error pages: what servers, frameworks and newspapers say when there is nothing under an address."""

from pagebrief.model import DiscardReason
from pagebrief.pages.discards.kinds import kind

_CODE = r"(?:4(?:0\d|1[0-8]|2[0-9]|51)|5(?:0\d|1[01]|2\d|30))"
_LABEL = r"(?:(?:http|status|server|error|code|fehler|fehlercode|erreur|errore|erro|fout):? ){0,3}"
_OOPS = r"(?:(?:oops|ops|oups|ups|uups|sorry|whoops|hoppla|vaya|spiacenti|désolés?|lo sentimos)\W{1,4})?"
_THE = r"(?:(?:the|that|this|diese|die|la|cette|esta|de|deze) )?"
_THING = r"(?:page|file|seite|página|pagina|url|article|story|file or directory|resource)"
_VERB = r"(?:(?:was|is|could|wurde|konnte|cannot|can't|does|kon) )?"
_MISSING = (
    r"(?:not found|not be found|be found|not exist|nicht gefunden(?: werden)?|introuvable|no encontrada"
    r"|non trovata|não encontrada|niet (?:worden )?gevonden)"
)
_NAMES = (
    r"(?:(?:page |file |file or directory )?not found|forbidden|gone|bad gateway|gateway time-?out"
    r"|service (?:temporarily )?unavailable|bad request|(?:internal )?server error|database error"
    r"|connection timed out|method not allowed)"
)
_FOR_NOW = r"(?:temporarily |currently |vorübergehend |derzeit |momentan )?"

ERROR_PAGE = kind(
    DiscardReason.ERROR_PAGE,
    own=100,
    visible=900,
    headings=rf"""
        {_LABEL}{_CODE}
        (?:{_LABEL}{_CODE}\W{{1,4}})?{_OOPS}{_THE}{_THING} {_VERB}{_MISSING}
        {_OOPS}(?:that |this |the )?page (?:can't|cannot|could not|couldn't) be found
        {_OOPS}(?:we )?(?:can't|cannot|couldn't|could not) find (?:that|this|the) page.{{0,40}}
        {_OOPS}(?:cette )?page (?:est )?introuvable
        {_OOPS}(?:this|the) (?:page|article|story|content) (?:is )?(?:no longer available|doesn't exist
            |does not exist|isn't available)
        (?:page|article|content) (?:is )?(?:no longer available|unavailable|not available)
        diese seite (?:gibt es (?:leider )?nicht(?: mehr)?|existiert (?:leider )?nicht(?: mehr)?)
        {_LABEL}{_CODE}\W{{1,4}}{_NAMES}.{{0,40}}
        [\w.-]{{4,60}} \| {_CODE}: .{{0,40}}
        {_NAMES}
        nosuchkey
        (?:fatal |application |unexpected |internal )?(?:server )?error
        (?:error interno del servidor|erreur interne(?: du serveur)?|interner serverfehler
            |errore interno(?: del server)?|erro interno(?: do servidor)?|interne serverfout)
        something went wrong.{{0,40}}
        (?:etwas|da) ist (?:etwas )?schief ?gelaufen
        une erreur (?:est survenue|s'est produite)
        (?:se ha producido|ha ocurrido) un error
        si è verificato un errore
        ocorreu um erro
        er is (?:iets misgegaan|een fout opgetreden)
        (?:down for|under|scheduled|site) maintenance
        wartungsarbeiten
        wartungsmodus
        (?:site )?en maintenance
        en mantenimiento
        in manutenzione
        em manutenção
        in onderhoud
        (?:we'll|we will) be (?:right )?back (?:soon|shortly)
        this site can't be reached
        die website ist nicht erreichbar
        ce site est inaccessible
    """,
    sentences=rf"""
        the (?:page|resource|file|url|article|story|content) (?:that )?(?:you are|you're
            |you were) (?:looking|searching|trying)\b.{{0,60}}
        the (?:requested (?:url|page|resource|file)|(?:page|article|url|resource
            |content) (?:that )?you(?:'ve| have)? requested)
        (?:this|that|the) page (?:you .{{0,30}})?(?:doesn't exist|does not exist|no longer exists
            |can't be found|cannot be found|could not be found|has been (?:moved|removed|deleted))
        (?:is|was) not found on this server
        nothing was found at this (?:location|address)
        this (?:article|story|page|content) (?:is no longer available|has been (?:removed|deleted))
        the link (?:that )?you followed .{{0,40}}(?:broken|expired)
        (?:web page can't|web page can not|webpage cannot) be displayed
        the specified key does not exist
        you don't have permission to access this (?:resource|page)
        the server (?:is (?:temporarily )?unable to|(?:has )?encountered an? (?:internal|unexpected
            |temporary))
        (?:error was|error) encountered while (?:trying to use an errordocument|processing)
        (?:please )?(?:contact|notify) the server administrator
        error establishing a database connection
        there has been a critical error on (?:this|your) website
        application error: a (?:client|server)-side exception
        (?:we're|we are) (?:having trouble|experiencing (?:technical )?(?:difficulties|problems))
        (?:we're|we are) (?:currently )?(?:performing|undergoing|doing) .{{0,30}}maintenance
        (?:site|website|service) is {_FOR_NOW}(?:unavailable|down|offline|under(?:going)? maintenance)
        took too long to respond
        err_[a-z_]{{6,40}}
        no longer available on this server
        (?:gesuchte|gewünschte|angeforderte|aufgerufene) (?:seite|artikel|url|datei).{{0,40}}(?:nicht
            |existiert)
        (?:seite|artikel|inhalt) (?:wurde|konnte|ist) (?:leider )?(?:nicht (?:gefunden|mehr)|gelöscht
            |entfernt|verschoben|nicht verfügbar)
        wegen wartungs(?:arbeiten)?.{{0,40}}nicht (?:erreichbar|verfügbar)
        la page (?:que vous (?:recherchez|cherchez|demandez|avez demandée)|demandée) .{{0,30}}(?:n'existe
            |n'est|est|a été)
        le serveur a rencontré une erreur
        la página (?:que (?:buscas|busca|está buscando|estás buscando|intenta)|solicitada)
        (?:ha ocurrido|se ha producido) un error (?:inesperado|interno|al)
        la pagina (?:che (?:stai cercando|cerchi|hai richiesto)|richiesta|cercata)
        (?:a página|o endereço) que você (?:procura|está procurando|digitou|tentou)
        de (?:opgevraagde pagina|pagina die (?:u|je) (?:zoekt|zocht|probeert))
    """,
    controls=r"""
        (?:go |return |back |take me )?(?:back )?to (?:the )?(?:home ?page|home|front page)
        (?:retry|reload|refresh|try again|erneut versuchen|réessayer)
        zurück zur startseite
        zur startseite
        retour à l'accueil
        volver al inicio
        torna alla home
        voltar para a página inicial
        terug naar de voorpagina
        .{0,40}please try again.{0,40}
    """,
)
