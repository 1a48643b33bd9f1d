"""Consent walls: what must be agreed to before there is anything to read."""

from pagebrief.model import DiscardReason
from pagebrief.pages.discards.kinds import kind

CONSENT_WALL = kind(
    DiscardReason.CONSENT_WALL,
    own=60,
    visible=1500,
    share=0.35,
    topic=r"""
        cookie
        consent
        partner
        privacy
        personal (?:data|information)
        advertis
        \bads?\b
        tracking
        your (?:device|choice)
        datenschutz
        privatsphäre
        personenbezogen
        werbung
        einwilligung
        zustimmung
        pur-abo
        vie privée
        partenaires
        données
        publicit
        consentement
        privacidad
        socios
        datos
        publicidad
        consentimiento
        fornitori
        dati personali
        consenso
        annunci
        privacidade
        parceiros
        anúncios
        consentimento
        toestemming
        advertentie
    """,
    headings=r"""
        before you continue(?: to .{1,40})?
        bevor sie (?:fortfahren|weiterlesen).{0,40}
        avant de continuer.{0,40}
        antes de continuar.{0,40}
        prima di continuare.{0,40}
        voordat (?:je|u) verdergaat.{0,40}
        we (?:value|respect|care about) your privacy
        your privacy (?:matters|is important).{0,40}
        manage your (?:privacy|cookie|consent) (?:choices|preferences|settings)
        (?:cookie|consent) (?:notice|consent)
        (?:we use|we use some|this (?:site|website) uses|about|our use of|.{2,40} uses) cookies
        cookies
        cookie-hinweis
        wir (?:verwenden|nutzen|benötigen|brauchen) .{0,30}(?:cookies|zustimmung|einwilligung)
        (?:ihre|deine) privatsphäre.{0,40}
        .{0,30}(?:pur-abo|mit werbung (?:weiter)?lesen|mit werbung weiterlesen).{0,30}
        (?:le )?respect de votre vie privée.{0,40}
        votre vie privée.{0,30}
        nous utilisons des cookies
        .{0,40}en acceptant les cookies
        (?:valoramos|respetamos) (?:tu|su) privacidad
        configuración de cookies
        (?:este sitio(?: web)?|esta web) (?:utiliza|usa) cookies
        utilizamos cookies
        .{0,40}trattiamo i tuoi dati
        (?:questo sito|il sito) (?:utilizza|usa) (?:i )?cookie
        la tua privacy.{0,30}
        rispettiamo la tua privacy
        informativa sui cookie
        (?:nós )?(?:valorizamos|respeitamos) a sua privacidade
        (?:este site|nós) (?:utiliza|usa|usamos)(?:mos)? cookies
        sua privacidade.{0,30}
        .{2,40} gebruikt cookies
        wij (?:respecteren|geven om|gebruiken) .{0,20}(?:privacy|cookies)
        (?:uw|jouw) privacy.{0,30}
    """,
    sentences=r"""
        we and our (?:\d[\d.,]{0,6} )?(?:partners|vendors|third)
        (?:we|website|site) uses? (?:\w+ )?cookies
        with cookies we
        we use cookies and
        use cookies (?:and (?:data|similar)|to)
        these cookies (?:are|let|may|help|allow)
        by (?:clicking|selecting|choosing|pressing) .{0,30}(?:accept|agree|continue|allow
            |ok).{0,20},? you (?:agree|consent|accept)
        (?:withdraw|change|manage) your (?:consent|choices|preferences|privacy)
        (?:you can|you may) accept (?:all )?cookies
        store (?:and/or access )?information on (?:a|your) device
        wir und unsere (?:\d[\d.]{0,6} )?partner
        (?:wir|setzen wir|website|seite) (?:(?:verwenden|nutzen|setzen|verwendet|nutzt) )?(?:\w+ )?cookies
        (?:ihre )?(?:zustimmung|einwilligung|präferenzen).{0,20}(?:jederzeit|widerrufen)
        (?:nos partenaires et nous|nous et nos (?:\d{1,5} )?partenaires)
        (?:utilisons|utilise|dépôt) (?:des |de )?cookies
        retirer votre consentement
        (?:nosotros y nuestros (?:\d{1,5} )?socios|utilizamos cookies|utiliza cookies)
        retirar (?:tu|su) consentimiento
        noi e i nostri (?:\d{1,5} )?(?:partner|fornitori)
        (?:utilizziamo|utilizza) (?:i )?cookie
        revocare il (?:tuo )?consenso
        (?:utilizamos|usamos) cookies
        concorda com o uso de cookies
        nós e nossos (?:\d{1,5} )?parceiros
        wij en onze (?:\d{1,5} )?partners
        (?:gebruiken|gebruikt) (?:wij )?cookies
        toestemming (?:op elk moment|altijd)
        uw toestemming
    """,
    controls=r"""
        (?:i )?(?:accept|agree|allow|reject|decline|deny|refuse)(?: all)?(?: cookies)?(?: and (?:continue
            |close))?
        disagree
        (?:allow|confirm|save) (?:selection|my choices|choices|settings)
        only (?:strictly )?necessary(?: cookies)?
        essential cookies only
        (?:more options|manage (?:options|settings|preferences|privacy settings|cookies)|show details
            |customi[sz]e|(?:your )?(?:cookie|privacy|consent) (?:settings|choices|preferences))
        (?:alle(?:s)? )?(?:cookies )?(?:akzeptieren|ablehnen|zustimmen)(?: und weiter(?:lesen)?)?
        nur (?:essenzielle|notwendige) cookies.{0,20}
        individuelle .{0,30}einstellungen
        einstellungen
        (?:tout )?(?:accepter|refuser)(?: et (?:continuer|fermer))?
        tout accepter
        tout refuser
        continuer sans accepter
        paramétrer(?: les cookies)?
        (?:acepto|aceptar|rechazar|configurar)(?: (?:todas|todo|y continuar|cookies))?
        más opciones
        (?:accetta|rifiuta|accetto)(?: (?:tutto|tutti|e continua))?
        scopri di più e personalizza
        personalizza
        (?:aceitar|rejeitar|recusar)(?: (?:todos|tudo|cookies))?
        gerenciar preferências
        (?:alles |alle cookies )?(?:accepteren|weigeren|afwijzen)
        alleen noodzakelijke cookies
        instellingen aanpassen
        akkoord
    """,
)
